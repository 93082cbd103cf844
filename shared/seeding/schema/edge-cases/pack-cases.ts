import type { SeededCase } from '../../edge-cases.ts'
import type { Values } from './pack-rows.ts'
import type { AskedTable } from './pack-table.ts'

/** One case for every edge that a row holds, named `schema/<table>/<column>-<what>`; each row belongs to the first of its cases. */
export function casesOf(asked: AskedTable, rows: readonly Values[]): { cases: SeededCase[]; leftOut: string[] } {
  const { table, columns, links, key } = asked
  const found = new Map<Values, { name: string; description: string }[]>(rows.map((row) => [row, []]))
  const leftOut: string[] = []
  const look = (column: string, what: string, value: string | null): boolean => {
    const row = rows.find((candidate) => candidate[column] === value)
    if (row)
      found.get(row)!.push({ name: nameOf(table.name, column, what), description: describe(table.name, column, what) })
    return row !== undefined
  }
  for (const { domain, edges, isKey } of columns.filter((column) => !column.isKey)) {
    const { name } = domain.column
    const missing = [...edges.bounds, ...edges.extras].filter(({ what, value }) => !isKey && !look(name, what, value))
    if (edges.refused.length > 0)
      leftOut.push(
        `schema/${table.name}/${name}: its length, character set or checks do not take ${edges.refused.join(', ')}`,
      )
    if (missing.length > 0)
      leftOut.push(
        `schema/${table.name}/${name}: beside its keys and checks there is no row for ${missing.map(({ what }) => what).join(', ')}`,
      )
  }
  for (const { link } of links.filter((entry) => entry.link.optional))
    for (const { column } of link.owned)
      if (table.columns.some(({ name, nullable }) => name === column && nullable)) look(column, 'null', null)
  if (rows.length === 0) leftOut.push(`schema/${table.name}: no row passes its keys and checks`)
  return { cases: rows.flatMap((row) => casesOfRow(row, found.get(row)!, table.name, key)), leftOut }
}

function casesOfRow(
  row: Values,
  named: readonly { name: string; description: string }[],
  table: string,
  key: readonly string[],
): SeededCase[] {
  const place = { table, key: Object.fromEntries(key.map((column) => [column, row[column]!])) }
  // A row that shows nothing new is there for the pairs, or for others to refer to.
  const cases =
    named.length > 0
      ? named
      : [
          {
            name: nameOf(table, 'row', Object.values(place.key).join('-')),
            description: `A row of ${table} that combines edges of its columns.`,
          },
        ]
  return cases.map((entry, at) => ({ ...entry, ...place, rows: at === 0 ? [{ table, values: row }] : [] }))
}

const longestName = 190

function nameOf(table: string, column: string, what: string): string {
  const name = `schema/${table}/${column}-${what}`
  return [...name].slice(0, longestName).join('')
}

function describe(table: string, column: string, what: string): string {
  return what === 'null' ? `${table}.${column} is NULL.` : `${table}.${column} holds: ${what.replaceAll('-', ' ')}.`
}
