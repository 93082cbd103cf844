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
const strictestFirst: readonly OriginalsKind[] = ['identifying', 'name', 'common', 'none']

/** Every original of the run and of its canaries in one set; about 18 bytes for each. */
export function buildIndex(
  plan: Plan,
  key: PseudonymKey,
  originals: readonly Originals[],
  canaries: readonly Canary[],
): SharedIndex {
  const digest = new OriginalDigest(key)
  const all = [...originals, ...canaryOriginals(canaries, digest)].sort(
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
    { ...canaryPlace, kind: 'identifying', digests: Uint32Array.from(digests), openers: Uint32Array.from(openers) },
  ]
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
