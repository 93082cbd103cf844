import { describe, expect, it } from 'vitest'
import { digestOf } from '../../../shared/audit/canonical-json.ts'
import type { StoredRecord } from '../../../shared/audit/chain.ts'
import type { AuditRecord, Check } from '../../../shared/audit/record.ts'
import { publicKeyOf, signRecord } from '../../../shared/audit/signature.ts'
import { verifyRecords } from '../../../shared/audit/verify-records.ts'
import { sampleRecord } from './sample-record.ts'

const seed = Buffer.alloc(32, 7)
const key = { id: sampleRecord().key!.id, publicKey: publicKeyOf(seed) }

describe('verifying records', () => {
  const stored = chainOf(sampleRecord({ runId: 'a' }), sampleRecord({ runId: 'b' }), sampleRecord({ runId: 'c' }))
  const whole = { head: digestOf(stored[2]!.record), key: null, runId: null }

  it('says what was verified, and that nobody compared the key', () => {
    const report = verifyRecords(stored, whole)
    expect(report).toMatchObject({ records: 3, verdict: 'passed', problems: [] })
    expect(report.verified).toHaveLength(2)
    expect(report.notVerified.join()).toMatch(/--key-file.*pages/)
  })

  it('says that the records were signed with the key at hand', () => {
    const report = verifyRecords(stored, { ...whole, key })
    expect(report.verified).toContain(`3 records were signed with the key ${key.id}.`)
    expect(report.notVerified.join()).not.toMatch(/--key-file/)
  })

  it('finds a record that was forged with another key under the same key id, with the key and without', () => {
    const forged = [stored[0]!, stored[1]!, { path: 'c', record: signRecord(stored[2]!.record, Buffer.alloc(32, 8)) }]
    for (const known of [key, null])
      expect(verifyRecords(forged, { head: digestOf(forged[2]!.record), key: known, runId: null }).problems).toEqual([
        `c names the key ${key.id} and was signed with another`,
      ])
  })

  it('knows the record of a run that died by the key that signed it, where that is another than the key that masked', () => {
    const other = Buffer.alloc(32, 8)
    const dead = sampleRecord({ runId: 'd', outcome: 'abandoned', signedBy: 'k-new', previousRecord: whole.head })
    const record = signRecord(dead, other)
    const report = (seen: { id: string; publicKey: string }) =>
      verifyRecords([...stored, { path: 'd', record }], { head: digestOf(record), key: seen, runId: null })
    expect(report(key)).toMatchObject({ verdict: 'passed', problems: [] })
    expect(report(key).notVerified.join()).toContain('Records signed with other keys: k-new')
    expect(report({ id: 'k-new', publicKey: publicKeyOf(other) }).verified).toContain(
      '1 record was signed with the key k-new.',
    )
    expect(report({ id: 'k-new', publicKey: publicKeyOf(seed) }).problems).toEqual([
      'd names the key k-new and was signed with another',
    ])
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
    expect(problemsOf(stripped)).toContain('c: the record of a published run without a signature')
    const foreign = { ...stored[2]!.record, rows: ['x'] } as AuditRecord
    expect(problemsOf(stored.with(2, { path: 'c', record: foreign }))).toEqual(
      expect.arrayContaining([expect.stringContaining('c has not the shape')]),
    )
    expect(verifyRecords([{ path: 'c', record: null }], { ...whole, head: null }).problems).toEqual([
      'c cannot be read: it is no JSON',
    ])
  })

  it('looks at one run alone when it is named, and still at the chain of all', () => {
    const changed = stored.with(0, { path: 'a', record: { ...stored[0]!.record, seed: 7 } })
    const report = verifyRecords(changed, { ...whole, runId: 'c' })
    expect(report.records).toBe(1)
    expect(report.problems).toHaveLength(1)
    expect(report.problems[0]).toMatch(/^b follows the record .* which is not there/)
  })

  it('does not call an unsigned record of a failed run a forgery, nor verified', () => {
    const failed = sampleRecord({ outcome: 'failed', failure: 'No key.', key: null, previousRecord: null })
    const report = verifyRecords([{ path: 'a', record: failed }], { head: digestOf(failed), key, runId: null })
    expect(report.problems).toEqual([])
    expect(report.notVerified[0]).toMatch(/^a: it has no signature/)
  })

  function problemsOf(records: readonly StoredRecord[]) {
    return verifyRecords(records, whole).problems
  }
})

function chainOf(...records: AuditRecord[]): StoredRecord[] {
  const chain: StoredRecord[] = []
  for (const record of records) {
    const before = chain.at(-1)
    const previousRecord = before ? digestOf(before.record) : null
    chain.push({ path: record.runId, record: signRecord({ ...record, previousRecord }, seed) })
  }
  return chain
}
