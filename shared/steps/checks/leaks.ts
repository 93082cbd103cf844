import type { Check } from '../../audit/record.ts'
import { charsetOf } from '../../masking/charset.ts'
import { shortestOriginal } from '../../masking/original-digest.ts'
import { isSearched } from '../../verification/leak-scanner.ts'
import type { Recognition } from '../../verification/recognition.ts'
import type { Finding, ScanReport } from '../../verification/scan.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** No real value of a masked column is in any text, JSON or binary column, whole or within longer text. */
export function checkLeaks(
  { plan, index }: VerifyContext,
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
  return verdictOf('leaks', covered, found.filter(({ leak }) => leak).map(describe), notes.join(' '))
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
