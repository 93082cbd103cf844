import type { Check } from '../../audit/record.ts'
import { shortestOriginal } from '../../masking/digests/original-digest.ts'
import { rulesWithin } from '../../policy/by-row/branches-of.ts'
import type { Plan } from '../../policy/plan.ts'
import type { Coincidence } from '../../verification/coincidences.ts'
import { isSearched, isSearchedForNumbers } from '../../verification/leak-scanner.ts'
import type { ScanReport } from '../../verification/scan.ts'
import { counted } from './context.ts'

/**
 * What this night's search would not have found: each kind of which one was planted and not caught, and what was not looked at here. Never a
 * pass: a record that is silent about it would say more than was looked for.
 */
export function notSearchedFor(
  plan: Plan,
  kinds: readonly string[],
  reports: readonly ScanReport[],
  found: readonly Coincidence[],
  beside: { readonly night: string | null; readonly tooLarge: readonly string[] },
): Check {
  const findings = [...kinds, ...places(plan, beside), ...numbers(found), ...cut(reports)]
  return {
    name: 'kinds not searched for',
    verdict: 'skipped',
    covered: 'nothing',
    findings,
    note: 'Of each kind at the head of the list one was planted this night and not found. A real value that was left behind in such a form stays unseen.',
  }
}

function places(
  { tables, skippedTables, schema, dataset }: Plan,
  { night, tooLarge }: Parameters<typeof notSearchedFor>[4],
): string[] {
  const kinds = new Set(
    tables.flatMap(({ table, columns }) => {
      const described = schema.tables.find(({ name }) => name === table)?.columns ?? []
      return columns.flatMap(({ column, rule }) => {
        const known = described.find(({ name }) => name === column)
        const isKept = rulesWithin(rule).some(({ mask }) => mask === 'keep')
        return known && isKept && !isSearched(known) && !isSearchedForNumbers(known) ? [known.kind] : []
      })
    }),
  )
  const elsewhere = tables.flatMap(({ table, columns }) =>
    columns.filter(({ rule }) => rule.originals === 'elsewhere').map(({ column }) => `${table}.${column}`),
  )
  return [
    `values of fewer than ${shortestOriginal} characters`,
    ...(kinds.size > 0 ? [`columns of the kinds ${[...kinds].sort().join(', ')}`] : []),
    ...(skippedTables.length > 0
      ? [`people whom only tables know whose rows stay behind: ${skippedTables.join(', ')}`]
      : []),
    ...(tooLarge.length > 0
      ? [`rows of tables that staging keeps as its own, which are too large to be searched: ${tooLarge.join(', ')}`]
      : []),
    ...(dataset === null ? [] : [strangersTo(night)]),
    ...(elsewhere.length > 0 ? [`words of columns whose originals are elsewhere: ${elsewhere.join(', ')}`] : []),
  ]
}

function strangersTo(night: string | null): string {
  const people = 'people who are not in the dataset'
  return night === null
    ? `${people}: no full run with this key is at hand, whose digests tell of them`
    : `${people} and came since run ${night}`
}

/** Numbers that may be real values or not: of so many others that chance brings as many. */
function numbers(found: readonly Coincidence[]): string[] {
  return found
    .filter(({ reason }) => reason.includes('by chance') && reason.includes('numbers'))
    .map(
      ({ in: place, of, values }) =>
        `numbers in ${place} that may be ${counted(values, 'real value')} of ${of}, or by chance none`,
    )
}

function cut(reports: readonly ScanReport[]): string[] {
  const cells = reports.reduce((sum, report) => sum + (report.cut ?? 0), 0)
  return cells > 0 ? [`what is wrapped deeper in ${counted(cells, 'cell')} than is read`] : []
}
