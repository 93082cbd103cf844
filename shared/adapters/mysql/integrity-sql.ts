import { quoteName } from '../../schema/quote.ts'
import type { ForeignKey, UniqueKey } from '../../schema/schema.ts'

/**
 * Counts rows whose foreign key finds no row. One look-up for each distinct key: an index on the key makes it quick. As an outer
 * join, because MariaDB takes three times as long for NOT EXISTS over a derived table.
 */
export function countOrphansSql(schemaName: string, table: string, key: ForeignKey): string {
  const columns = key.columns.map(quoteName)
  const present = columns.map((column) => `${column} IS NOT NULL`).join(' AND ')
  const same = columns
    .map((column, at) => `p.${quoteName(key.referencedColumns[at] ?? '')} = c.${column}`)
    .join(' AND ')
  const parent = `${quoteName(key.referencedDatabase ?? schemaName)}.${quoteName(key.referencedTable)}`
  return (
    `SELECT COALESCE(SUM(c.n), 0) FROM (SELECT ${columns.join(', ')}, COUNT(*) AS n FROM ${quoteName(schemaName)}.${quoteName(table)} ` +
    `WHERE ${present} GROUP BY ${columns.join(', ')}) AS c LEFT JOIN ${parent} AS p ON ${same} WHERE p.${quoteName(key.referencedColumns[0] ?? '')} IS NULL`
  )
}

/** Counts groups of rows that share a unique key, NULLs apart. */
export function countDuplicatesSql(schemaName: string, table: string, key: UniqueKey): string {
  const parts = key.columns.map((column, at) => {
    const prefix = key.prefixLengths[at]
    return prefix ? `LEFT(${quoteName(column)}, ${prefix})` : quoteName(column)
  })
  const present = key.columns.map((column) => `${quoteName(column)} IS NOT NULL`).join(' AND ')
  return (
    `SELECT COUNT(*) FROM (SELECT 1 FROM ${quoteName(schemaName)}.${quoteName(table)} WHERE ${present} ` +
    `GROUP BY ${parts.join(', ')} HAVING COUNT(*) > 1) AS groups_of_several`
  )
}
