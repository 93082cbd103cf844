import { type Schema, storedColumns, type Table } from '../../schema/schema.ts'
import { didYouMean, type Problem } from '../file/problems.ts'
import type { Accepted, Policy, Rule } from '../rule.ts'
import { programName } from './check-programs.ts'

/**
 * Entries of `accepted` and `definitions` that name nothing, or accept what is no secret. `ruleOf` gives the
 * rule of a stored column, null where it has none; `keptTables` are staging's own.
 */
export function checkAccepted(
  schema: Schema,
  { accepted, definitions }: Policy,
  ruleOf: (table: string, column: string) => Rule | null,
  keptTables: readonly string[] = [],
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
  const entries = accepted.flatMap(({ in: place, of, line }): Problem[] => {
    // Which columns staging's own tables have, production does not know.
    const isKept = keptTables.some((table) => place.startsWith(`${table}.`) || place === `table ${table}`)
    if (!isKept && !places.includes(place))
      return [{ line, text: `accepted: there is no ${place}${suggestPlace(place, places)}` }]
    const original = columns.get(of)
    if (!original) return [{ line, text: `accepted: there is no column ${of}${didYouMean(of, columns.keys())}` }]
    if (ruleOf(original.table.name, original.column)?.mask === 'keep')
      return [{ line, text: `accepted: ${of} is kept, so nobody looks for its values: it takes no accepted line` }]
    return []
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

/** Of several lines for the same pair the last one counts, so that a line can be pasted below an older one. */
export function lastLines({ accepted }: Pick<Policy, 'accepted'>): {
  readonly accepted: Accepted[]
  readonly notes: string[]
} {
  const pairs = Map.groupBy(accepted, ({ in: place, of }) => JSON.stringify([place, of]))
  return {
    accepted: [...pairs.values()].map((lines) => {
      const { line, ...entry } = lines.at(-1)!
      return entry
    }),
    notes: [...pairs.values()].flatMap((lines) =>
      lines
        .slice(0, -1)
        .map(
          ({ line, in: place, of }) =>
            `accepted, line ${line}: the line ${lines.at(-1)!.line} for ${place} and ${of} counts instead; remove this one`,
        ),
    ),
  }
}
