import type { Check } from '../../audit/record.ts'
import type { ScanReport } from '../../verification/scan.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** What staging stores is what was read and masked, byte for byte: kept columns above all. */
export function checkStored({ plan, parts, own }: VerifyContext, reports: readonly ScanReport[]): Check {
  const now = reports
    .filter(({ intact }) => intact !== null)
    .map(({ chunk: { table, n }, rows, intact }) => ({ table, n, rows, intact: intact === true }))
  const compared = [...now, ...own.compared]
  const findings = compared
    .filter(({ intact }) => !intact)
    .map(({ table, n }) => `${table}, chunk ${n}: not what was masked`)
  const before = [...new Set(own.compared.map(({ table }) => table))]
  const comparable = new Set([
    ...parts.flatMap(({ chunk, stableSha256 }) => (stableSha256 === null ? [] : [chunk.table])),
    ...before,
  ])
  const left = plan.tables.map(({ table }) => table).filter((table) => !comparable.has(table))
  const rows = compared.reduce((sum, report) => sum + report.rows, 0)
  const notes = [
    ...(left.length > 0 ? [`Not compared, because their rows have no kept key to sort by: ${left.join(', ')}.`] : []),
    ...(before.length > 0 ? [`Compared before staging's own rows and settings came in: ${before.join(', ')}.`] : []),
  ]
  const note = notes.join(' ') || null
  return verdictOf('stored as masked', `${counted(compared.length, 'chunk')}, ${counted(rows, 'row')}`, findings, note)
}
