import { checkChain, type StoredRecord } from './chain.ts'
import { type AuditRecord, auditRecordShape } from './record.ts'
import { hasValidSignature } from './signature.ts'

/** What the holder of a pseudonym key can compare: the key's id and its public key. */
export interface KeyToCompare {
  readonly id: string
  readonly publicKey: string
}

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
 * where a file is no JSON.
 */
export function verifyRecords(
  stored: readonly { readonly path: string; readonly record: AuditRecord | null }[],
  expected: { readonly head: string | null; readonly key: KeyToCompare | null; readonly runId: string | null },
): RecordsReport {
  const { head, key, runId } = expected
  const readable = stored.filter((entry): entry is StoredRecord => typeof entry.record === 'object' && !!entry.record)
  const looked = readable.filter(({ record }) => runId === null || record.runId === runId)
  const signed = looked.filter(({ record }) => record.signature)
  const unsigned = looked.filter(({ record }) => !record.signature)
  const chain = checkChain(readable, head)
  const problems = [
    ...stored.filter(({ record }) => !record).map(({ path }) => `${path} cannot be read: it is no JSON`),
    ...looked.flatMap(({ path, record }) => shapeProblems(path, record)),
    ...signed.filter(({ record }) => !hasValidSignature(record)).map(describeChanged),
    ...unsigned.filter(({ record }) => record.outcome === 'published').map(describeStripped),
    ...keyProblems(signed, key),
    ...chain.gaps,
  ]
  return {
    records: looked.length,
    verdict: problems.length > 0 ? 'failed' : 'passed',
    verified: problems.length > 0 ? [] : verifiedFacts(signed, stored.length, key),
    problems,
    notVerified: [...unsigned.map(describeUnsigned), ...comparisonsLeft(signed, key), pagesLeft, ...chain.notes],
  }
}

const pagesLeft = 'The pages beside the records: they are views of them, and only the records are signed.'

function shapeProblems(path: string, record: AuditRecord): string[] {
  const { error } = auditRecordShape.safeParse(record)
  if (!error) return []
  const places = error.issues.map((issue) => issue.path.join('.') || 'its top')
  return [`${path} has not the shape of an audit record, version 1, at ${[...new Set(places)].slice(0, 5).join(', ')}`]
}

// A key id stands for one key: a second public key under the same id was made by somebody else.
function keyProblems(signed: readonly StoredRecord[], key: KeyToCompare | null): string[] {
  const known = new Map(key ? [[key.id, key.publicKey]] : [])
  return signed.flatMap(({ path, record }) => {
    const id = signerOf(record)
    const publicKey = record.signature?.publicKey ?? ''
    const expected = known.get(id) ?? publicKey
    known.set(id, expected)
    return expected === publicKey ? [] : [`${path} names the key ${id} and was signed with another`]
  })
}

function signerOf({ signedBy, key }: AuditRecord): string {
  return signedBy ?? key?.id ?? ''
}

function verifiedFacts(signed: readonly StoredRecord[], chained: number, key: KeyToCompare | null): string[] {
  const compared = signed.filter(({ record }) => key && signerOf(record) === key.id).length
  return [
    `The signatures of ${counted(signed.length)} fit: nothing in them was changed.`,
    ...(compared > 0
      ? [`${counted(compared)} ${compared === 1 ? 'was' : 'were'} signed with the key ${key?.id}.`]
      : []),
    `The chain over ${counted(chained)} is whole: none was deleted or slipped in.`,
  ]
}

function describeChanged({ path }: StoredRecord): string {
  return `${path}: the signature does not fit, the record was changed after it was signed`
}

function describeStripped({ path }: StoredRecord): string {
  return `${path}: the record of a published run without a signature`
}

function describeUnsigned({ path, record }: StoredRecord): string {
  const why = Array.isArray(record.checks) ? record.checks.find(({ name }) => name === 'signature')?.note : null
  return `${path}: it has no signature. ${why ?? 'It does not say why.'}`
}

function comparisonsLeft(signed: readonly StoredRecord[], key: KeyToCompare | null): string[] {
  const others = new Set(signed.map(({ record }) => signerOf(record)).filter((id) => id !== key?.id))
  if (!key) return ['Whose signatures they are: name the key with --key-file to compare.']
  return others.size > 0 ? [`Records signed with other keys: ${[...others].join(', ')}; name one with --key-file.`] : []
}

function counted(records: number): string {
  return records === 1 ? '1 record' : `${records} records`
}
