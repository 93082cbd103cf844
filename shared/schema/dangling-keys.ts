import type { ForeignKey, Schema } from './schema.ts'

/**
 * Foreign keys to tables that this database does not have, as DROP TABLE leaves them with foreign_key_checks off. Nobody can keep to one, and
 * made in another schema it names that one for ever, or stands in the way of a table of that name.
 */
export function isDangling({ tables }: Pick<Schema, 'tables'>, { referencedDatabase, referencedTable }: ForeignKey) {
  const name = referencedTable.toLowerCase()
  return referencedDatabase === null && !tables.some((table) => table.name.toLowerCase() === name)
}
