import type { Check } from '../../audit/record.ts'
import { charsetOf } from '../../masking/charset.ts'
import { shortestOriginal } from '../../masking/original-digest.ts'
import { receiptsOf, type SnapshotReceipt } from '../../masking/receipt.ts'
import type { Plan } from '../../policy/plan.ts'
import { isSearched } from '../../verification/leak-scanner.ts'
import type { OriginalsCensus } from '../../verification/originals-index.ts'
import type { Recognition } from '../../verification/recognition.ts'
import type { Finding, ScanReport } from '../../verification/scan.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/**
 * No real value of a masked column is in any text, JSON or binary column, whole or within longer text; and every cell that was
 * masked was digested first, so that it was searched for.
 */
export function checkLeaks(
  { plan, index, snapshots, census }: VerifyContext & { readonly census: OriginalsCensus },
  reports: readonly ScanReport[],
  recognition: Recognition,
): Check {
  const found = recognition.findings(reports.flatMap(({ sightings }) => sightings))
  const cells = reports.reduce((sum, report) => sum + report.cells, 0)
  const searched = plan.tables.flatMap(({ table, columns }) => {
    const described = plan.schema.tables.find(({ name }) => name === table)?.columns ?? []
    return described.filter((column) => isSearched(column) && columns.some((entry) => entry.column === column.name))
  })
  const unreadable = searched.filter(({ charset }) => charset !== null && charsetOf(charset) === null)
  const notes = [
    `Values shorter than ${shortestOriginal} characters are not searched for.`,
    ...describeCoincidences(found.filter(({ leak }) => !leak)),
    ...(unreadable.length > 0
      ? [
          `Searched as bytes, because their character set is not known: ${unreadable.map(({ name }) => name).join(', ')}.`,
        ]
      : []),
  ]
  const kinds = index.columns.filter(({ kind }) => kind !== 'none')
  const covered = `${counted(searched.length, 'column')}, ${counted(cells, 'cell')}, for real values of ${counted(new Set(kinds.map(({ place }) => place)).size - 1, 'masked column')}`
  const findings = [...found.filter(({ leak }) => leak).map(describe), ...unmet(plan, snapshots, census)]
  return verdictOf('leaks', covered, findings, notes.join(' '))
}

function unmet({ tables }: Plan, snapshots: readonly SnapshotReceipt[], census: OriginalsCensus): string[] {
  return tables.flatMap(({ table, columns }) => {
    const receipts = snapshots.filter(({ chunk }) => chunk.table === table)
    return columns
      .filter(({ rule }) => rule.mask !== 'keep')
      .map(({ column }) => {
        const masked = receiptsOf(receipts, column).reduce((sum, entry) => sum + entry.masked, 0)
        return { place: `${table}.${column}`, masked, met: census.readOf(table, column) }
      })
      .filter(({ masked, met }) => masked !== met)
      .map(
        ({ place, masked, met }) => `${place}: ${counted(masked, 'cell')} masked, ${met} looked at to be searched for`,
      )
  })
}

function describe({ place, original, count }: Finding): string {
  return `${place}: ${counted(count, 'cell')} with a real value of ${original}`
}

function describeCoincidences(found: readonly Finding[]): string[] {
  if (found.length === 0) return []
  const listed = found.slice(0, 8).map(describe)
  const more = found.length > listed.length ? `; and ${found.length - listed.length} more` : ''
  return [`Words that many share, or single names of the pool, reported and not refused: ${listed.join('; ')}${more}.`]
}
