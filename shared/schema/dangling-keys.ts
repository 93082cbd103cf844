import type { ForeignKey, Schema } from './schema.ts'

/**
 * Foreign keys to tables that this database does not have, as DROP TABLE leaves them with foreign_key_checks off. Nobody can keep to one, and
 * made in another schema it names that one for ever, or stands in the way of a table of that name.
 */
export function isDangling({ tables }: Pick<Schema, 'tables'>, { referencedDatabase, referencedTable }: ForeignKey) {
  return referencedDatabase === null && !namesOf(tables).has(referencedTable.toLowerCase())
}

const known = new WeakMap<Schema['tables'], ReadonlySet<string>>()

// Every foreign key asks, several times a run.
function namesOf(tables: Schema['tables']): ReadonlySet<string> {
  const names = known.get(tables) ?? new Set(tables.map(({ name }) => name.toLowerCase()))
  known.set(tables, names)
  return names
}
