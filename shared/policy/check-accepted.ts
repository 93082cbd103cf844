import { type Schema, storedColumns, type Table } from '../schema/schema.ts'
import { programName } from './check-programs.ts'
import { didYouMean, type Problem } from './problems.ts'
import type { Policy, Rule } from './rule.ts'

/**
 * Entries of `accepted` and `definitions` that name nothing, accept what is no secret, or say the same twice. `ruleOf` gives the
 * rule of a stored column, null where it has none.
 */
export function checkAccepted(
  schema: Schema,
  { accepted, definitions }: Policy,
  ruleOf: (table: string, column: string) => Rule | null,
): Problem[] {
  const columns = new Map<string, { readonly table: Table; readonly column: string }>(
    schema.tables.flatMap((table) =>
      table.columns.map(({ name }) => [`${table.name}.${name}`, { table, column: name }] as const),
    ),
  )
  const places = [
    ...columns.keys(),
    ...schema.tables.map(({ name }) => `table ${name}`),
    ...schema.programs.map(programName),
  ]
  const pairs = new Set<string>()
  const entries = accepted.flatMap(({ in: place, of, line }): Problem[] => {
    const pair = JSON.stringify([place, of])
    const isTwice = pairs.has(pair)
    pairs.add(pair)
    if (!places.includes(place)) return [{ line, text: `accepted: there is no ${place}${suggestPlace(place, places)}` }]
    const original = columns.get(of)
    if (!original) return [{ line, text: `accepted: there is no column ${of}${didYouMean(of, columns.keys())}` }]
    if (ruleOf(original.table.name, original.column)?.mask === 'keep')
      return [{ line, text: `accepted: ${of} is kept, so nobody looks for its values: it takes no accepted line` }]
    return isTwice ? [{ line, text: `accepted: ${place} and ${of} stand here twice: put both into one line` }] : []
  })
  const withDefault = schema.tables.flatMap((table) =>
    storedColumns(table).flatMap(({ name, defaultSql }): string[] =>
      defaultSql === null ? [] : [`${table.name}.${name}`],
    ),
  )
  const defaults = definitions.dropDefaults
    .filter(({ column }) => !withDefault.includes(column))
    .map(({ column, line }) => ({
      line,
      text: columns.has(column)
        ? `definitions.defaults: ${column} has no default`
        : `definitions.defaults: there is no column ${column}${didYouMean(column, withDefault)}`,
    }))
  return [...entries, ...defaults]
}

// Who leaves out what kind of definition it is means the one of that name.
function suggestPlace(place: string, places: readonly string[]): string {
  const typed = places.find((known) => known.endsWith(` ${place}`))
  return typed ? ` (${typed}?)` : didYouMean(place, places)
}
