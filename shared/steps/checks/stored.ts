import type { Check } from '../../audit/record.ts'
import type { ScanReport } from '../../verification/scan.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** What staging stores is what was read and masked, byte for byte: kept columns above all. */
export function checkStored({ plan, parts }: VerifyContext, reports: readonly ScanReport[]): Check {
  const compared = reports.filter(({ intact }) => intact !== null)
  const findings = compared
    .filter(({ intact }) => intact === false)
    .map(({ chunk }) => `${chunk.table}, chunk ${chunk.n}: not what was masked`)
  const comparable = new Set(parts.flatMap(({ chunk, stableSha256 }) => (stableSha256 === null ? [] : [chunk.table])))
  const left = plan.tables.map(({ table }) => table).filter((table) => !comparable.has(table))
  const rows = compared.reduce((sum, report) => sum + report.rows, 0)
  const note =
    left.length > 0 ? `Not compared, because their rows have no kept key to sort by: ${left.join(', ')}.` : null
  return verdictOf('stored as masked', `${counted(compared.length, 'chunk')}, ${counted(rows, 'row')}`, findings, note)
}
