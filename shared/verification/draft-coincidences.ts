import type { Draft, DraftCoincidence } from '../policy/draft.ts'
import type { Schema } from '../schema/schema.ts'
import type { Echo, Rehearsal } from './rehearse-leaks.ts'
import { isTableOfPeople } from './tables-of-people.ts'
import { treatmentOf } from './treat-echo.ts'
import { gravestSort, sortOf } from './value-sorts.ts'

/**
 * What the draft says of real values in what it keeps: lines that accept words of the application, what a run will ask about, and
 * whether staging goes without comments. `uncommented` is what would be refused in definitions without them, null where that is the same.
 */
export function draftCoincidences(
  schema: Schema,
  { plans }: Pick<Draft, 'plans'>,
  { echoes, definitions, uncommented }: Rehearsal & { readonly uncommented: Rehearsal['definitions'] | null },
): Pick<Draft, 'accepted' | 'asked' | 'dropsComments'> {
  const asks = (some: Rehearsal['definitions']) => some.filter(({ common }) => !common).length
  const dropsComments = uncommented !== null && asks(uncommented) < asks(definitions)
  const left = dropsComments ? uncommented : definitions
  const found = [
    ...echoes.map((echo) => ({ ...groupOf(echo), treatment: treatmentOf(echo, ofPeople(echo.table)) })),
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
