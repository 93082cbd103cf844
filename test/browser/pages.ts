import { factsOf } from '../../shared/audit/index/facts.ts'
import { indexPage } from '../../shared/audit/index/index-page.ts'
import { page } from '../../shared/audit/page/page.ts'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { sampleRecord } from '../shared/audit/sample-record.ts'

const day = 24 * 3_600_000

/** The pages that a browser looks at, by name: with everything that one may hold, a rollback, a failure, 3 and 3,000 columns, and the index. */
export function samplePages(): Record<string, string> {
  return {
    record: page(full(), {
      path: '2026/11/25/20261125-010000-5f3a9c',
      before: { path: '2026/11/24/a', record: earlier() },
    }),
    rollback: page(rollback()),
    failed: page(failed()),
    small: page(small()),
    large: page(large()),
    index: indexPage({ runs: nights(), unreadable: ['2026/11/12/x.json'], older: 12 }, '2026-11-29T09:00:00.000Z'),
  }
}

function full(): AuditRecord {
  const record = sampleRecord()
  const [users, products, log] = record.tables
  const found = { in: 'products.note', of: 'users.email', cells: 3, values: 2, what: 'an e-mail address' }
  const none = {
    name: 'edge cases',
    verdict: 'not-asked',
    covered: 'nothing',
    findings: [],
    note: 'None were seeded.',
  } as const
  return {
    ...record,
    tables: [{ ...users!, refersTo: ['products'] }, products!, { ...log!, refersTo: ['users'] }],
    checks: [...record.checks, { ...none, findings: [] }, { ...record.checks[0]!, name: 'rows' }],
    coincidences: [{ ...found, outcome: 'accepted', reason: 'a shared address', line: null }],
  }
}

function earlier(): AuditRecord {
  const record = sampleRecord({ runId: 'a', toolVersion: '0.0.9', schemaDigest: 'e'.repeat(64) })
  const [users, ...others] = record.tables
  return { ...record, tables: [{ ...users!, rowsRead: 1_000, columns: users!.columns.slice(0, 2) }, ...others] }
}

function rollback(): AuditRecord {
  const change = { from: 'r-2', to: 'r-1', reason: 'orders are empty' }
  return sampleRecord({
    kind: 'rollback',
    outcome: 'rolled-back',
    change,
    tables: [],
    checks: [],
    edgeCases: [],
    risk: [],
  })
}

function failed(): AuditRecord {
  const checks = [
    { name: 'leaks', verdict: 'failed' as const, covered: 'all', findings: ['users.email: 3 cells'], note: null },
  ]
  return { ...full(), outcome: 'refused', failure: 'users.email: 2 real values were found.', publication: null, checks }
}

function small(): AuditRecord {
  const [users] = sampleRecord().tables
  return sampleRecord({ tables: [{ ...users!, columns: users!.columns.slice(0, 3) }] })
}

function large(): AuditRecord {
  const record = full()
  const [users] = record.tables
  const columns = Array.from({ length: 15 }, (_, at) => ({
    ...users!.columns[at % 5 === 4 ? 5 : 1]!,
    column: `detail_${at}`,
  }))
  return {
    ...record,
    tables: Array.from({ length: 200 }, (_, at) => ({ ...users!, table: `legacy_table_${at}`, columns })),
  }
}

function nights() {
  return Array.from({ length: 300 }, (_, at) => at)
    .filter((at) => at % 37 !== 5)
    .map((at) => {
      const startedAt = new Date(Date.parse('2026-11-28T01:00:00Z') - at * day).toISOString()
      const outcome = at % 41 === 3 ? 'refused' : at % 29 === 7 ? 'failed' : 'published'
      const date = startedAt.slice(0, 10)
      const record = sampleRecord({
        runId: `night-${date}`,
        startedAt,
        endedAt: startedAt.replace('01:00', '01:02'),
        outcome,
      })
      return factsOf(record, `${date.replaceAll('-', '/')}/night-${date}`)
    })
}
