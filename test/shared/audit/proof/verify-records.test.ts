import { describe, expect, it } from 'vitest'
import { digestOf } from '../../../../shared/audit/proof/canonical-json.ts'
import type { StoredRecord } from '../../../../shared/audit/proof/chain.ts'
import { ed25519Signer, type Signer, signRecord } from '../../../../shared/audit/proof/signature.ts'
import { verifyRecords } from '../../../../shared/audit/proof/verify-records.ts'
import type { AuditRecord, Check } from '../../../../shared/audit/record.ts'
import { sampleRecord } from '../sample-record.ts'

const key = ed25519Signer(sampleRecord().key!.id, Buffer.alloc(32, 7))
const other = ed25519Signer('k-new', Buffer.alloc(32, 8))

describe('verifying records', async () => {
  const stored = await chainOf([{ runId: 'a' }, { runId: 'b' }, { runId: 'c' }])
  const whole = { head: digestOf(stored[2]!.record), keys: [], runId: null }

  it('says what was verified, and that nobody compared the key', () => {
    const report = verifyRecords(stored, whole)
    expect(report).toMatchObject({ records: 3, verdict: 'passed', problems: [] })
    expect(report.verified).toHaveLength(2)
    expect(report.notVerified.join()).toMatch(/--public-key/)
  })

  it('says that the records were signed with the key at hand', () => {
    const report = verifyRecords(stored, { ...whole, keys: [key] })
    expect(report.verified).toContain(`3 records were signed with the key ${key.id}.`)
    expect(report.notVerified.join()).not.toMatch(/--public-key/)
  })

  it('finds a record that was forged with another key under the same key id, with the key and without', async () => {
    const forged = [stored[0]!, stored[1]!, { path: 'c', record: await signRecord(stored[2]!.record, other) }]
    for (const known of [[key], []])
      expect(verifyRecords(forged, { head: digestOf(forged[2]!.record), keys: known, runId: null }).problems).toEqual([
        `c names the key ${key.id} and was signed with another`,
      ])
  })

  it('follows the chain over a change of keys, also to KMS: what stood there before is vouched for by the first record of the new key', async () => {
    const next = { runId: 'd', signedBy: other.id, previousRecord: whole.head }
    const record = await signRecord(sampleRecord(next), other)
    const all = [...stored, { path: 'd', record }]
    const seen = (...keys: Signer[]) => verifyRecords(all, { head: digestOf(record), keys: keys as never, runId: null })
    expect(seen(other)).toMatchObject({ verdict: 'passed', problems: [] })
    expect(seen(other).verified).toContain('1 record was signed with the key k-new.')
    expect(seen(other).notVerified.join()).toContain(`Whose signatures 3 records of before have: ${key.id}.`)
    expect(seen(other, key).notVerified.join()).not.toContain('Whose')
    expect(seen(key).problems).toEqual([
      'd was signed with k-new, which is none of the keys that may sign, and no later record of theirs follows it; if you trust that key, name it with --public-key',
    ])
    expect(seen({ ...key, id: 'k-new' }).problems).toContain('d names the key k-new and was signed with another')
  })

  it('finds a whole history of a forger who names his own key, and one of his records that was slipped in', async () => {
    const forged = await chainOf([{ runId: 'a' }, { runId: 'b' }], ed25519Signer('k-forged', Buffer.alloc(32, 9)))
    const history = verifyRecords(forged, { head: digestOf(forged[1]!.record), keys: [key], runId: null })
    expect(history.problems).toHaveLength(2)
    const slipped = await signRecord(sampleRecord({ runId: 'x', signedBy: 'k-new', previousRecord: null }), other)
    const among = verifyRecords([...stored, { path: 'x', record: slipped }], { ...whole, keys: [key] })
    expect(among.problems.join()).toContain('x was signed with k-new, which is none of the keys')
  })

  it('reports a rollback without a signature as not verified, with its reason, and not as whole', () => {
    const checks: Check[] = [{ name: 'signature', verdict: 'skipped', covered: '', findings: [], note: 'No key here.' }]
    const record = sampleRecord({
      ...{ runId: 'r', kind: 'rollback', outcome: 'rolled-back', checks, previousRecord: whole.head },
    })
    const report = verifyRecords([...stored, { path: 'r', record }], { ...whole, head: digestOf(record) })
    expect(report.problems).toEqual([])
    expect(report.notVerified).toContain('r: it has no signature. No key here.')
  })

  it('finds a changed value, a stripped signature, a foreign field and a file that is no JSON', () => {
    const changed = stored.with(2, { path: 'c', record: { ...stored[2]!.record, outcome: 'refused' } })
    expect(problemsOf(changed)).toContain('c: the signature does not fit, the record was changed after it was signed')
    const stripped = stored.with(2, { path: 'c', record: { ...stored[2]!.record, signature: null } })
    expect(problemsOf(stripped)).toContain('c: the record of a published run has no signature; it was taken away')
    const failed = stored.with(2, {
      path: 'c',
      record: { ...sampleRecord({ outcome: 'failed' }), previousRecord: null },
    })
    expect(problemsOf(failed)).toContain('c: it has no signature and does not say why; it was taken away')
    const foreign = { ...stored[2]!.record, rows: ['x'] } as AuditRecord
    expect(problemsOf(stored.with(2, { path: 'c', record: foreign }))).toEqual(
      expect.arrayContaining([expect.stringContaining('c has not the shape')]),
    )
    expect(verifyRecords([{ path: 'c', record: null }], { ...whole, head: null }).problems).toEqual([
      'c cannot be read: it is no JSON, it was cut short or overwritten',
    ])
  })

  it('looks at one run alone when it is named, and still at the chain of all', () => {
    const changed = stored.with(0, { path: 'a', record: { ...stored[0]!.record, seed: 7 } })
    const report = verifyRecords(changed, { ...whole, runId: 'c' })
    expect(report.records).toBe(1)
    expect(report.problems).toHaveLength(1)
    expect(report.problems[0]).toMatch(/^b follows the record .* which is not there/)
  })

  it('does not call an unsigned record that says why a forgery, nor verified', () => {
    const checks: Check[] = [{ name: 'signature', verdict: 'skipped', covered: '', findings: [], note: 'No key here.' }]
    const failed = sampleRecord({ outcome: 'failed', failure: 'No key.', key: null, previousRecord: null, checks })
    const report = verifyRecords([{ path: 'a', record: failed }], { head: digestOf(failed), keys: [key], runId: null })
    expect(report.problems).toEqual([])
    expect(report.notVerified[0]).toMatch(/^a: it has no signature/)
  })

  function problemsOf(records: readonly StoredRecord[]) {
    return verifyRecords(records, whole).problems
  }
})

async function chainOf(facts: readonly Partial<AuditRecord>[], signer: Signer = key): Promise<StoredRecord[]> {
  const chain: StoredRecord[] = []
  for (const fact of facts) {
    const last = chain.at(-1)
    const record = sampleRecord({ ...fact, previousRecord: last ? digestOf(last.record) : null })
    chain.push({ path: record.runId, record: await signRecord(record, signer) })
  }
  return chain
}
