import type { EdgeCase } from '../../audit/record.ts'
import { quoteName, quoteText } from '../../schema/quote.ts'

/** In which table testers look an edge case up by its name. */
export const catalogueTable = 'nightmask_edge_cases'

const rowsAtOnce = 500

/** Makes and fills the table; it is there, empty, when nothing was seeded. */
export function catalogueSql(schemaName: string, cases: readonly EdgeCase[]): string[] {
  const table = `${quoteName(schemaName)}.${quoteName(catalogueTable)}`
  const values = cases.map(
    ({ name, description, table, key }) =>
      `(${[name, description, table, JSON.stringify(key)].map(quoteText).join(', ')})`,
  )
  return [
    `DROP TABLE IF EXISTS ${table}`,
    `CREATE TABLE ${table} (name VARCHAR(190) NOT NULL PRIMARY KEY, description TEXT NOT NULL, table_name VARCHAR(64) NOT NULL, key_json JSON NOT NULL) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    // The schema pack has thousands of cases for a large schema: more than one packet takes.
    ...Array.from(
      { length: Math.ceil(values.length / rowsAtOnce) },
      (_, at) => `INSERT INTO ${table} VALUES ${values.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce).join(', ')}`,
    ),
  ]
}
