import type { Check } from '../../audit/record.ts'
import { shortestOriginal } from '../../masking/digests/original-digest.ts'
import { valuesMasked } from '../../masking/inside/values-masked.ts'
import type { SnapshotReceipts } from '../../masking/rows/snapshot-receipts.ts'
import { charsetOf } from '../../masking/text/charset.ts'
import type { Plan } from '../../policy/plan.ts'
import type { Coincidence } from '../../verification/coincidences.ts'
import { isSearched } from '../../verification/leak-scanner.ts'
import type { OriginalsCensus } from '../../verification/originals-census.ts'
import type { ScanReport } from '../../verification/scan.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'
import type { Judgement } from './judge.ts'

/**
 * No real value of a masked column is in any text, JSON or binary column, whole or within longer text; and every cell that was
 * masked was digested first, so that it was searched for.
 */
export function checkLeaks(
  { plan, index, snapshots, census }: VerifyContext & { readonly census: OriginalsCensus },
  reports: readonly ScanReport[],
  { found, unknown }: Pick<Judgement, 'found' | 'unknown'>,
): Check {
  const cells = reports.reduce((sum, report) => sum + report.cells, 0)
  const searched = plan.tables.flatMap(({ table, columns }) => {
    const described = plan.schema.tables.find(({ name }) => name === table)?.columns ?? []
    return described.filter((column) => isSearched(column) && columns.some((entry) => entry.column === column.name))
  })
  const unreadable = searched.filter(({ charset }) => charset !== null && charsetOf(charset) === null)
  const notes = [
    `Values shorter than ${shortestOriginal} characters are not searched for.`,
    ...describeStanding(found),
    ...(unknown === null ? [] : [`Whether words stood there before is not known: ${unknown}.`]),
    ...(unreadable.length > 0
      ? [
          `Searched as bytes, because their character set is not known: ${unreadable.map(({ name }) => name).join(', ')}.`,
        ]
      : []),
  ]
  const kinds = index.columns.filter(({ kind }) => kind !== 'none')
  const covered = `${counted(searched.length, 'column')}, ${counted(cells, 'cell')}, for real values of ${counted(new Set(kinds.map(({ place }) => place)).size - 1, 'masked column')}`
  const findings = [
    ...found.filter(({ outcome }) => outcome === 'refused').map(describe),
    ...unmet(plan, snapshots, census),
  ]
  return verdictOf('leaks', covered, findings, notes.join(' '))
}

function unmet({ tables }: Plan, snapshots: SnapshotReceipts, census: OriginalsCensus): string[] {
  return tables.flatMap(({ table, columns }) => {
    return columns
      .filter(({ rule }) => rule.mask !== 'keep')
      .map(({ column }) => {
        const masked = valuesMasked(snapshots.column(table, column))
        return { place: `${table}.${column}`, masked, met: census.readOf(table, column) }
      })
      .filter(({ masked, met }) => masked !== met)
      .map(
        ({ place, masked, met }) => `${place}: ${counted(masked, 'cell')} masked, ${met} looked at to be searched for`,
      )
  })
}

function describe({ in: place, of, cells, what }: Coincidence): string {
  return `${place}: ${counted(cells, 'cell')} with a real value of ${of}, ${what}`
}

/** What stands there all the same, all of it. */
function describeStanding(found: readonly Coincidence[]): string[] {
  return (['accepted', 'passed', 'reported'] as const).flatMap((outcome) => {
    const those = found.filter((entry) => entry.outcome === outcome)
    if (those.length === 0) return []
    return [`${standing[outcome]}: ${those.map(describe).join('; ')}.`]
  })
}

const standing = {
  accepted: 'Accepted, as the policy says',
  passed: 'Let stand, since the words stood there before they were anybody’s',
  reported: 'Words that many share, single names, and fakes that are real by chance, reported and not refused',
} as const
