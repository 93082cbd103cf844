import type { EdgeCase } from '../../../audit/record.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'
import { batches } from '../wire/batches.ts'

/** In which table testers look an edge case up by its name. */
export const catalogueTable = 'nightmask_edge_cases'

const rowsAtOnce = 500

/** Makes the table; it stays empty when nothing is seeded. */
export function createCatalogueSql(schemaName: string): string {
  const columns =
    'name VARCHAR(190) NOT NULL PRIMARY KEY, description TEXT NOT NULL, table_name VARCHAR(64) NOT NULL, key_json JSON NOT NULL'
  return `CREATE TABLE IF NOT EXISTS ${nameIn(schemaName)} (${columns}) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`
}

/** A row when the table has any. */
export function isFilledSql(schemaName: string): string {
  return `SELECT 1 FROM ${nameIn(schemaName)} LIMIT 1`
}

export function insertCatalogueSql(schemaName: string, cases: readonly EdgeCase[]): string[] {
  const values = cases.map(
    ({ name, description, table, key }) =>
      `(${[name, description, table, JSON.stringify(key)].map(quoteText).join(', ')})`,
  )
  // The schema pack has thousands of cases for a large schema: more than one packet takes.
  return batches(values, rowsAtOnce).map((some) => `INSERT INTO ${nameIn(schemaName)} VALUES ${some.join(', ')}`)
}

function nameIn(schemaName: string): string {
  return `${quoteName(schemaName)}.${quoteName(catalogueTable)}`
}
