import { whereKeys } from '../../../shared/adapters/mysql/reading/subset-sql.ts'
import { quoteName } from '../../../shared/schema/quote.ts'
import { type Schema, storedColumns } from '../../../shared/schema/schema.ts'
import type { Subset } from '../../../shared/subset/subset.ts'

/** Statements that copy a dataset's rows, unmasked, into the same schema elsewhere on the server. */
export function copyStatements({ database, tables }: Schema, subset: Subset): string[] {
  return subset.tables.flatMap(({ table: name, keys }) => {
    const table = tables.find((candidate) => candidate.name === name)!
    const keyed = keys.shared.columns.map((wanted) => table.columns.find((column) => column.name === wanted)!)
    const columns = storedColumns(table).map((column) => quoteName(column.name))
    const place = `${quoteName(database)}.${quoteName(name)}`
    return [...whereKeys(keyed, keyed, keys, 0, keys.size)].map(
      (where) => `INSERT INTO ${quoteName(name)} (${columns}) SELECT ${columns} FROM ${place} WHERE ${where}`,
    )
  })
}
