import { charsetOf } from '../masking/charset.ts'
import { DigestSet } from '../masking/digest-set.ts'
import { OriginalDigest } from '../masking/original-digest.ts'
import type { Originals } from '../masking/originals.ts'
import type { PseudonymKey } from '../masking/subkeys.ts'
import type { OriginalsKind } from '../masking/transformer.ts'
import { transformers } from '../masking/transformers/index.ts'
import type { Plan } from '../policy/plan.ts'
import type { Canary } from './canaries.ts'
import type { IndexedColumn, SharedIndex } from './scan.ts'

// Where a value belongs to several columns, it counts as what it is in the strictest.
const strictestFirst: readonly OriginalsKind[] = ['identifying', 'name', 'text', 'common', 'none']

/** So many cells for each value, and the value is what many share: a gender, a country, a yes or no. */
const manyCells = 10

/** Every original of the run and of its canaries in one set; about 18 bytes for each. */
export function buildIndex(
  plan: Plan,
  key: PseudonymKey,
  originals: readonly Originals[],
  canaries: readonly Canary[],
): SharedIndex {
  const digest = new OriginalDigest(key)
  const all = [...originals.map(withSharedKind(originals)), ...canaryOriginals(canaries, digest)].sort(
    (a, b) => strictestFirst.indexOf(a.kind) - strictestFirst.indexOf(b.kind),
  )
  const values = new DigestSet(sumOf(all, 'digests'))
  const openers = new DigestSet(sumOf(all, 'openers'))
  const columns: IndexedColumn[] = []
  for (const { table, column, kind, digests, openers: first } of all) {
    const tag = columns.push({ place: `${table}.${column}`, kind }) - 1
    for (let at = 0; at < digests.length; at += 2) values.add(digests[at]!, digests[at + 1]!, tag)
    for (let at = 0; at < first.length; at += 2) openers.add(first[at]!, first[at + 1]!, tag)
  }
  return {
    columns: columns.slice(0),
    values: values.shared,
    openers: openers.shared,
    pool: poolDigests(plan, digest).shared,
  }
}

/** The column under which canaries are found. */
export const canaryPlace = { table: 'nightmask_canaries', column: 'planted' }

function canaryOriginals(canaries: readonly Canary[], digest: OriginalDigest): Originals[] {
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
      kind: 'identifying',
      cells: 0,
      digests: Uint32Array.from(digests),
      openers: Uint32Array.from(openers),
    },
  ]
}

/** Values that many rows share identify nobody, whatever the rule of their column says; names are told apart by their pool. */
function withSharedKind(originals: readonly Originals[]): (entry: Originals) => Originals {
  const totals = new Map<string, { cells: number; values: number }>()
  for (const { table, column, cells, digests } of originals) {
    const place = `${table}.${column}`
    const total = totals.get(place) ?? { cells: 0, values: 0 }
    totals.set(place, { cells: total.cells + cells, values: total.values + digests.length / 2 })
  }
  return (entry) => {
    const { cells, values } = totals.get(`${entry.table}.${entry.column}`)!
    const isShared = (entry.kind === 'identifying' || entry.kind === 'text') && cells >= manyCells * values
    return isShared ? { ...entry, kind: 'common' } : entry
  }
}

function poolDigests(plan: Plan, digest: OriginalDigest): DigestSet {
  const rules = plan.tables.flatMap(({ columns }) => columns.map(({ rule }) => rule))
  const words = new Set(rules.flatMap((rule) => transformers.get(rule.mask)?.pool?.(rule.options, plan.locale) ?? []))
  const pool = new DigestSet(words.size)
  for (const word of words) {
    const bytes = Buffer.from(word, 'utf8')
    if (digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)) pool.add(digest.hi, digest.lo, 0)
  }
  return pool
}

function sumOf(originals: readonly Originals[], field: 'digests' | 'openers'): number {
  return originals.reduce((sum, entry) => sum + entry[field].length / 2, 0)
}
