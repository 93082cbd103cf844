import { charsetOf } from '../masking/charset.ts'
import { DigestSet } from '../masking/digest-set.ts'
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
  readonly #totals = new Map<string, { cells: number; values: number }>()
  readonly #read = new Map<string, number>()
  readonly #columns = new Map<string, Described>()
  /** By place, real values that fakes of the column hold. */
  readonly drawn = new Map<string, number>()

  add(originals: readonly Originals[]): void {
    for (const entry of originals) {
      const { table, column, branch, kind, read, cells, digests, openers, drawn } = entry
      const place = placeOf(entry)
      if (drawn) this.drawn.set(place, (this.drawn.get(place) ?? 0) + drawn.length / 2)
      const id = sourceOf(entry)
      const total = this.#totals.get(id) ?? { cells: 0, values: 0 }
      total.cells += cells
      total.values += digests.length / 2
      this.#totals.set(id, total)
      this.#read.set(place, (this.#read.get(place) ?? 0) + read)
      this.#columns.set(JSON.stringify([id, kind]), {
        table,
        column,
        kind,
        ...(branch === undefined ? {} : { branch }),
      })
      this.values += digests.length / 2
      this.openers += openers.length / 2
    }
  }

  /** Values that many rows share identify nobody, whatever the rule of their column says; names are told apart by their pool. */
  kindOf(entry: Described): IndexedColumn['kind'] {
    const { kind } = entry
    const { cells, values } = this.#totals.get(sourceOf(entry)) ?? { cells: 0, values: 1 }
    return (kind === 'identifying' || kind === 'text') && cells >= manyCells * values ? 'common' : kind
  }

  /** Cells of the column that were read, NULLs apart. */
  readOf(table: string, column: string): number {
    return this.#read.get(placeOf({ table, column })) ?? 0
  }

  columns(): IndexedColumn[] {
    return [...this.#columns.values()].map((column) => ({ place: placeOf(column), kind: this.kindOf(column) }))
  }
}

type Described = Pick<Originals, 'table' | 'column' | 'branch' | 'kind'>

/** What is counted together: a column, or one branch of a rule by row. A flag that all rows share must not make addresses beside it common. */
function sourceOf({ table, column, branch }: Described): string {
  return JSON.stringify([table, column, branch])
}

/** Every original of a run and of its canaries, as filters; about two bytes for each. */
export class OriginalsIndex {
  readonly shared: SharedIndex
  readonly #values: DigestFilter
  readonly #openers: DigestFilter
  readonly #drawn: ReadonlyMap<string, DigestSet>
  readonly #key: DigestKey

  constructor(census: OriginalsCensus, canaries: readonly Originals[], key: DigestKey) {
    this.#key = key
    census.add(canaries)
    this.#values = new DigestFilter(census.values)
    this.#openers = new DigestFilter(census.openers)
    this.#drawn = new Map([...census.drawn].map(([place, count]) => [place, new DigestSet(count)]))
    const [values, openers] = [this.#values.shared, this.#openers.shared]
    const drawn = [...this.#drawn].map(([place, { shared }]) => ({ place, digests: shared }))
    this.shared = { keyId: key.originalsId, columns: census.columns(), values, openers, drawn }
    this.add(canaries)
  }

  add(originals: readonly Originals[]): void {
    for (const entry of originals) {
      const { digests, openers, drawn = new Uint32Array() } = entry
      assertDigestedWith(this.#key, entry, placeOf(entry))
      for (let at = 0; at < digests.length; at += 2) this.#values.add(digests[at]!, digests[at + 1]!)
      for (let at = 0; at < openers.length; at += 2) this.#openers.add(openers[at]!, openers[at + 1]!)
      for (let at = 0; at < drawn.length; at += 2) this.#drawn.get(placeOf(entry))?.add(drawn[at]!, drawn[at + 1]!)
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
