import { charsetOf } from '../masking/charset.ts'
import { OriginalDigest } from '../masking/original-digest.ts'
import { assertDigestedWith, type DigestKey, type Originals } from '../masking/originals.ts'
import type { PseudonymKey } from '../masking/subkeys.ts'
import type { Canary } from './canaries.ts'
import { DigestFilter } from './digest-filter.ts'
import type { IndexedColumn, SharedIndex } from './scan.ts'

/** So many cells for each value, and the value is what many share: a gender, a country, a yes or no. */
const manyCells = 10

/** How often each column's values occur: what is to be known of all originals before the first is indexed. */
export class OriginalsCensus {
  values = 0
  openers = 0
  readonly #totals = new Map<string, { read: number; cells: number; values: number }>()
  readonly #columns = new Map<string, IndexedColumn>()

  add(originals: readonly Originals[]): void {
    for (const entry of originals) {
      const { read, cells, digests, openers, kind } = entry
      const place = placeOf(entry)
      const total = this.#totals.get(place) ?? { read: 0, cells: 0, values: 0 }
      total.read += read
      total.cells += cells
      total.values += digests.length / 2
      this.#totals.set(place, total)
      this.#columns.set(`${place} ${kind}`, { place, kind })
      this.values += digests.length / 2
      this.openers += openers.length / 2
    }
  }

  /** Values that many rows share identify nobody, whatever the rule of their column says; names are told apart by their pool. */
  kindOf({ place, kind }: IndexedColumn): IndexedColumn['kind'] {
    const { cells, values } = this.#totals.get(place) ?? { cells: 0, values: 1 }
    return (kind === 'identifying' || kind === 'text') && cells >= manyCells * values ? 'common' : kind
  }

  /** Cells of the column that were read, NULLs apart. */
  readOf(table: string, column: string): number {
    return this.#totals.get(placeOf({ table, column }))?.read ?? 0
  }

  columns(): IndexedColumn[] {
    return [...this.#columns.values()].map((column) => ({ place: column.place, kind: this.kindOf(column) }))
  }
}

/** Every original of a run and of its canaries, as filters; about two bytes for each. */
export class OriginalsIndex {
  readonly shared: SharedIndex
  readonly #values: DigestFilter
  readonly #openers: DigestFilter
  readonly #key: DigestKey

  constructor(census: OriginalsCensus, canaries: readonly Originals[], key: DigestKey) {
    this.#key = key
    census.add(canaries)
    this.#values = new DigestFilter(census.values)
    this.#openers = new DigestFilter(census.openers)
    const [values, openers] = [this.#values.shared, this.#openers.shared]
    this.shared = { keyId: key.originalsId, columns: census.columns(), values, openers }
    this.add(canaries)
  }

  add(originals: readonly Originals[]): void {
    for (const entry of originals) {
      const { digests, openers } = entry
      assertDigestedWith(this.#key, entry, placeOf(entry))
      for (let at = 0; at < digests.length; at += 2) this.#values.add(digests[at]!, digests[at + 1]!)
      for (let at = 0; at < openers.length; at += 2) this.#openers.add(openers[at]!, openers[at + 1]!)
    }
  }
}

export function placeOf({ table, column }: Pick<Originals, 'table' | 'column'>): string {
  return `${table}.${column}`
}

/** What the canaries hide, under a column of their own. */
export function canaryOriginals(canaries: readonly Canary[], key: PseudonymKey): Originals[] {
  const digest = new OriginalDigest(key)
  const digests: number[] = []
  const openers: number[] = []
  for (const { original } of canaries) {
    const bytes = Buffer.from(original, 'utf8')
    digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)
    digests.push(digest.hi, digest.lo)
    if (digest.readOpener()) openers.push(digest.opensHi, digest.opensLo)
  }
  return [
    {
      ...canaryPlace,
      keyId: digest.keyId,
      kind: 'identifying',
      read: 0,
      cells: 0,
      digests: Uint32Array.from(digests),
      openers: Uint32Array.from(openers),
    },
  ]
}

/** The column under which canaries are found. */
export const canaryPlace = { table: 'nightmask_canaries', column: 'planted' }
