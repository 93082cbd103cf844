import type { PersonalKind } from '../../policy/detection/finding.ts'
import type { Draft, DraftCoincidence } from '../../policy/draft.ts'
import type { Schema } from '../../schema/schema.ts'
import { isTableOfPeople } from '../../verification/tables-of-people.ts'
import { gravestSort, sortOf } from '../../verification/value-sorts.ts'
import type { Echo, Rehearsal } from './rehearse-leaks.ts'
import { type Treatment, treatmentOf } from './treat-echo.ts'

/**
 * What the draft says of real values in what it keeps: lines that accept words of the application, what a run will ask about, and
 * whether staging goes without comments. `uncommented` is what would be refused in definitions without them, null where that is the same.
 */
export function draftCoincidences(
  schema: Schema,
  { plans, tables }: Pick<Draft, 'plans' | 'tables'>,
  { echoes, definitions, uncommented }: Rehearsal & { readonly uncommented: Rehearsal['definitions'] | null },
): Pick<Draft, 'accepted' | 'asked' | 'dropsComments'> {
  const asks = (some: Rehearsal['definitions']) => some.filter(({ common }) => !common).length
  const dropsComments = uncommented !== null && asks(uncommented) < asks(definitions)
  const left = dropsComments ? uncommented : definitions
  const found = [
    ...byColumn(echoes).map((echo) => ({
      ...groupOf(echo),
      treatment: treatmentLeft(echo, ofPeople(echo.table), tables),
    })),
    ...left.map(({ leak, common }) => ({ ...entryOf(leak.place, [leak], null), treatment: common ? 'accept' : 'ask' })),
  ]
  return {
    accepted: found.filter(({ treatment }) => treatment === 'accept').flatMap(({ lines }) => lines),
    asked: found.filter(({ treatment }) => treatment === 'ask').flatMap(({ asked }) => asked),
    dropsComments,
  }

  function ofPeople(table: string): boolean {
    return isTableOfPeople(schema, plans.find((plan) => plan.table === table)!)
  }
}

/** What was found name by name in settings, as one for the column: lines of the policy speak of columns. */
function byColumn(echoes: readonly Echo[]): Echo[] {
  // Of settings each original by itself: some are asked, others are words of the application.
  const apart = echoes.flatMap((echo) =>
    echo.match === undefined
      ? [echo]
      : [...Map.groupBy(echo.leaks, ({ of }) => of).values()].map((leaks) => ({ ...echo, leaks })),
  )
  const groups = Map.groupBy(apart, ({ table, column, match, leaks }) =>
    JSON.stringify([table, column, match === undefined ? null : leaks[0]!.of]),
  )
  return [...groups.values()].map((members) => {
    const sum = (count: 'cells' | 'distinct') => members.reduce((total, echo) => total + echo[count], 0)
    const leaks = Map.groupBy(
      members.flatMap((echo) => echo.leaks),
      ({ hi, lo }) => `${hi} ${lo}`,
    )
    const merged = [...leaks.values()].map((same) => ({
      ...same[0]!,
      count: same.reduce((total, { count }) => total + count, 0),
      whole: same.reduce((total, { whole }) => total + whole, 0),
      plain: same.every(({ plain }) => plain),
    }))
    const common = members.every((echo) => echo.common)
    const crowd = members.some((echo) => echo.crowd)
    return { ...members[0]!, leaks: merged, common, crowd, cells: sum('cells'), distinct: sum('distinct') }
  })
}

/**
 * What could not be masked, as in settings that programs read, is asked. That a setting of an application is also a link that somebody
 * came by, or a place where somebody lives, is accepted: it was the application's first.
 */
function treatmentLeft(echo: Echo, isOfPeople: boolean, tables: Draft['tables']): Treatment {
  const treatment = treatmentOf(echo, isOfPeople)
  if (echo.match !== undefined && echo.leaks.every(({ of }) => ofThings.has(kindAt(of, tables) ?? ''))) return 'accept'
  return treatment === 'mask' && (echo.match !== undefined || echo.redacted) ? 'ask' : treatment
}

const ofThings: ReadonlySet<string> = new Set<PersonalKind>([
  ...(['web_address', 'network_address', 'company', 'city', 'region', 'postal_code', 'picture', 'prose'] as const),
])

function kindAt(place: string, tables: Draft['tables']): PersonalKind | null {
  for (const { table, columns } of tables)
    for (const { column, finding } of columns) if (`${table}.${column}` === place) return finding?.kind ?? null
  return null
}

function groupOf({ table, column, leaks, distinct }: Echo) {
  return entryOf(`${table}.${column}`, leaks, distinct)
}

/** One line for each column whose values they are; more cells than were sampled may hold them, so the different ones count. */
function entryOf(place: string, leaks: Echo['leaks'], distinct: number | null) {
  const groups = [...Map.groupBy(leaks, ({ of }) => of)]
  const lines = groups.map(([of, members]) => ({
    in: place,
    of,
    reason:
      distinct === null
        ? 'a word of the application'
        : `a word of the application: ${members.length} of ${distinct} different sampled values`,
    cells: null,
    values: members.length,
  }))
  const asked = groups.map(
    ([of, members]): DraftCoincidence => ({
      in: place,
      of,
      what: gravestSort(members.map((leak) => sortOf(leak, null))),
      cells: members.reduce((sum, { count }) => sum + count, 0),
    }),
  )
  return { lines, asked }
}
