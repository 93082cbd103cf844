import { expect, it } from 'vitest'
import { changesSince } from '../../../shared/audit/changes.ts'
import type { AuditRecord } from '../../../shared/audit/record.ts'
import { sampleRecord } from './sample-record.ts'

const told = (before: AuditRecord, now: AuditRecord) =>
  Object.fromEntries(changesSince(before, now).map(({ about, told, same }) => [about, same ? `= ${told}` : told]))

it('tells what is another than in the night before, and of what a reviewer asks for that it is the same', () => {
  const now = sampleRecord()
  expect(told(now, now)).toEqual({
    ...{ Schema: '= the same', Policy: '= the same', 'Pseudonym key': '= the same', Rows: '= about as many' },
    Time: '= 1 min 12 s → 1 min 12 s',
  })
  const [users, products, log] = now.tables
  const columns = users!.columns
    .filter(({ column }) => column !== 'nickname')
    .map((column) => (column.column === 'email' ? { ...column, rule: 'keep', distinctBefore: 100_000 } : column))
  const before = sampleRecord({
    ...{ schemaDigest: 'e'.repeat(64), policyDigest: 'f'.repeat(64), endedAt: '2026-11-25T01:00:30.000Z' },
    tables: [
      { ...users!, columns },
      { ...products!, rowsRead: 90_000 },
      { ...log!, table: 'old_log' },
    ],
    checks: now.checks.map((check) => (check.name === 'leaks' ? { ...check, verdict: 'skipped' } : check)),
    risk: now.risk.map((figure) => ({ ...figure, value: 7 })),
    toolVersion: '0.0.9',
  })
  expect(told(before, now)).toEqual({
    Schema: 'new table audit_log; old_log is gone; new column users.nickname',
    Policy: 'users.email: keep → email',
    'Pseudonym key': '= the same',
    Rows: '640,000 → 600,000 in all; products 90,000 → 50,000',
    'Distinct values': 'users.email ≈ 100,000 → 498,112 in production',
    Checks: 'leaks: not checked → passed',
    'What remains': 'pseudonyms repeat 7 → 2',
    Time: '30 s → 1 min 12 s (+141.6 %)',
    Versions: 'nightmask 0.0.9 → 0.1.0',
  })
})

it('takes a table of which a failed run knows nothing for no change, and says when the policy changed in what no record tells', () => {
  const now = sampleRecord()
  const early = { ...now, tables: [], checks: [], outcome: 'failed' as const, policyDigest: 'f'.repeat(64) }
  expect(told(now, early)).toMatchObject({
    Schema: '= the same',
    Policy: 'changed, in nothing that is recorded of tables and columns',
  })
})
