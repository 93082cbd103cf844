import { type AuditRecord, auditRecordShape } from '../record.ts'
import { before, checkChain, type StoredHere, type StoredRecord } from './chain.ts'
import { hasValidSignature, type KnownKey } from './signature.ts'
import { orderProblems } from './verify-order.ts'

export interface RecordsReport {
  readonly records: number
  readonly verdict: 'passed' | 'failed'
  readonly verified: readonly string[]
  /** Signs of change, loss or forgery; the verdict is `failed` when there are any. */
  readonly problems: readonly string[]
  /** What nobody looked at, and how to have it looked at. */
  readonly notVerified: readonly string[]
}

/**
 * Checks records as they are stored: shape, signature and key of all or of one run, and the chain of all. `record` is null
 * where a file is no JSON. `keys` are those whose signatures count: a record that is signed with another has to stand before one of theirs.
 */
export function verifyRecords(
  stored: readonly StoredHere[],
  expected: { readonly head: string | null; readonly keys: readonly KnownKey[]; readonly runId: string | null },
): RecordsReport {
  const { head, keys, runId } = expected
  const readable = stored.filter((entry): entry is StoredRecord => typeof entry.record === 'object' && !!entry.record)
  const looked = readable.filter(({ record }) => runId === null || record.runId === runId)
  const signed = looked.filter(({ record }) => record.signature)
  const unsigned = looked.filter(({ record }) => !record.signature)
  const chain = checkChain(readable, head)
  const whose = compareKeys(signed, readable, keys)
  const problems = [
    ...stored
      .filter(({ record }) => !record)
      .map(({ path }) => `${path} cannot be read: it is no JSON, it was cut short or overwritten`),
    ...looked.flatMap(({ path, record }) => shapeProblems(path, record)),
    ...signed.filter(({ record }) => !hasValidSignature(record)).map(describeChanged),
    ...unsigned.filter(isStripped).map(describeStripped),
    ...whose.problems,
    ...chain.gaps,
    ...orderProblems(readable),
  ]
  return {
    records: looked.length,
    verdict: problems.length > 0 ? 'failed' : 'passed',
    verified: problems.length > 0 ? [] : verifiedFacts(signed, stored.length, keys),
    problems,
    notVerified: [
      ...unsigned.filter((entry) => !isStripped(entry)).map(describeUnsigned),
      ...whose.notCompared,
      ...chain.notes,
    ],
  }
}

function shapeProblems(path: string, record: AuditRecord): string[] {
  const { error } = auditRecordShape.safeParse(record)
  if (!error) return []
  const places = error.issues.map((issue) => issue.path.join('.') || 'its top')
  return [`${path} has not the shape of an audit record, version 1, at ${[...new Set(places)].slice(0, 5).join(', ')}`]
}

function compareKeys(signed: readonly StoredRecord[], readable: readonly StoredRecord[], keys: readonly KnownKey[]) {
  const misnamed = namesOfOthers(signed, keys)
  if (keys.length === 0) return { problems: misnamed.map(describeMisnamed), notCompared: [keysLeft] }
  const trusted = readable.filter((entry) => isOf(entry, keys) && hasValidSignature(entry.record))
  const vouchedFor = before(trusted, readable)
  const others = signed.filter((entry) => !isOf(entry, keys) && !misnamed.includes(entry))
  const earlier = others.filter((entry) => vouchedFor.has(entry))
  return {
    problems: [
      ...misnamed.map(describeMisnamed),
      ...others.filter((entry) => !vouchedFor.has(entry)).map(describeForeign),
    ],
    notCompared: earlier.length > 0 ? [describeEarlier(earlier)] : [],
  }
}

const keysLeft =
  'Whose signatures they are: name the key that may sign, with --public-key or --key-file, to have it compared.'

// The name of a key stands for one key: a second public key under the same name was made by somebody else.
function namesOfOthers(signed: readonly StoredRecord[], keys: readonly KnownKey[]): StoredRecord[] {
  const known = new Map(keys.map(({ id, publicKey }) => [id, publicKey]))
  return signed.filter(({ record }) => {
    const publicKey = record.signature?.publicKey ?? ''
    const expected = known.get(signerOf(record)) ?? publicKey
    known.set(signerOf(record), expected)
    return expected !== publicKey
  })
}

function isOf({ record }: StoredRecord, keys: readonly KnownKey[]): boolean {
  return keys.some(({ publicKey }) => publicKey === record.signature?.publicKey)
}

function signerOf({ signedBy, key }: AuditRecord): string {
  return signedBy ?? key?.id ?? ''
}

function verifiedFacts(signed: readonly StoredRecord[], chained: number, keys: readonly KnownKey[]): string[] {
  const by = keys.flatMap((key) => {
    const count = signed.filter((entry) => isOf(entry, [key])).length
    return count > 0 ? [`${counted(count)} ${count === 1 ? 'was' : 'were'} signed with the key ${key.id}.`] : []
  })
  return [
    `The signatures of ${counted(signed.length)} fit: nothing in them was changed.`,
    ...by,
    `The chain over ${counted(chained)} is whole: none was deleted or slipped in.`,
  ]
}

function describeChanged({ path }: StoredRecord): string {
  return `${path}: the signature does not fit, the record was changed after it was signed`
}

// What could not be signed says so itself; a published run could.
function isStripped({ record }: StoredRecord): boolean {
  return record.outcome === 'published' || whyUnsigned(record) === null
}

function describeStripped({ path, record }: StoredRecord): string {
  return record.outcome === 'published'
    ? `${path}: the record of a published run has no signature; it was taken away`
    : `${path}: it has no signature and does not say why; it was taken away`
}

function describeUnsigned({ path, record }: StoredRecord): string {
  return `${path}: it has no signature. ${whyUnsigned(record)}`
}

function whyUnsigned({ checks }: AuditRecord): string | null {
  return Array.isArray(checks) ? (checks.find(({ name }) => name === 'signature')?.note ?? null) : null
}

function describeMisnamed({ path, record }: StoredRecord): string {
  return `${path} names the key ${signerOf(record)} and was signed with another`
}

function describeForeign({ path, record }: StoredRecord): string {
  return `${path} was signed with ${signerOf(record)}, which is none of the keys that may sign, and no later record of theirs follows it; if you trust that key, name it with --public-key`
}

function describeEarlier(earlier: readonly StoredRecord[]): string {
  const others = [...new Set(earlier.map(({ record }) => signerOf(record)))].join(', ')
  return `Whose signatures ${counted(earlier.length)} of before have: ${others}. Later records of a known key follow, so nothing in them was changed since; name their keys with --public-key to compare those too.`
}

function counted(records: number): string {
  return records === 1 ? '1 record' : `${records} records`
}
