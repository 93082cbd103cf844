import { DatabaseError } from '../../../errors.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { ForeignKey, KeyOfTable, Table, UniqueKey } from '../../../schema/schema.ts'
import { batches } from '../wire/batches.ts'
import type { Wire } from '../wire/wire.ts'

/**
 * Rows whose foreign key finds no row, among those that `where` (`''`, or ` WHERE …`) takes. As a rule there are none, and distinct keys
 * alone are found by skipping through their index.
 */
export async function countOrphans(
  wire: Wire,
  schemaName: string,
  table: string,
  key: ForeignKey,
  where = '',
): Promise<number> {
  try {
    const some = await wire.query(`SELECT 1 ${parentlessKeys(schemaName, table, key, '', where)} LIMIT 1`)
    return some.length === 0 ? 0 : Number((await wire.query(countOrphansSql(schemaName, table, key, where)))[0]?.[0])
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.errno !== noSuchTable) throw error
    // Servers keep a key whose table was dropped: then no row finds one. Is it this table that is gone, the server says so again.
    const from = `${quoteName(schemaName)}.${quoteName(table)}`
    const [[count] = []] = await wire.query(
      `SELECT COUNT(*) FROM ${from}${where === '' ? ' WHERE' : `${where} AND`} ${present(key)}`,
    )
    return Number(count)
  }
}

/** The same of rows with one integer for their key, by these. */
export async function countOrphansOf(
  wire: Wire,
  schemaName: string,
  { name, primaryKey }: Table,
  key: ForeignKey,
  rows: readonly string[],
): Promise<number> {
  let orphans = 0
  for (const some of batches(rows.map(BigInt), rowsAtOnce))
    orphans += await countOrphans(
      wire,
      schemaName,
      name,
      key,
      ` WHERE ${quoteName(primaryKey[0]!)} IN (${some.join(', ')})`,
    )
  return orphans
}

const rowsAtOnce = 1000

/** The same for each key of whole tables: as a rule none has any, which one statement tells of many keys. */
export async function countAllOrphans(wire: Wire, schemaName: string, keys: readonly KeyOfTable[]): Promise<number[]> {
  const counts: number[] = []
  for (const some of batches(keys, keysAtOnce)) {
    const found = await keysWithOrphans(wire, schemaName, some)
    for (const [n, { table, key }] of some.entries())
      counts.push(found.has(n) ? await countOrphans(wire, schemaName, table, key) : 0)
  }
  return counts
}

const keysAtOnce = 20

/** By their places; all where a table is not there, each of which is asked about by itself. */
async function keysWithOrphans(wire: Wire, schemaName: string, keys: readonly KeyOfTable[]): Promise<Set<number>> {
  const asked = keys.map(
    ({ table, key }, n) => `(SELECT ${n} ${parentlessKeys(schemaName, table, key, '', '')} LIMIT 1)`,
  )
  try {
    return new Set((await wire.query(asked.join(' UNION ALL '))).map(([n]) => Number(n)))
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.errno !== noSuchTable) throw error
    return new Set(keys.keys())
  }
}

const noSuchTable = 1146

function present({ columns }: Pick<ForeignKey, 'columns'>): string {
  return columns.map((column) => `${quoteName(column)} IS NOT NULL`).join(' AND ')
}

/** Counts rows whose foreign key finds no row. One look-up for each distinct key: an index on the key makes it quick. */
export function countOrphansSql(schemaName: string, table: string, key: ForeignKey, where = ''): string {
  return `SELECT COALESCE(SUM(c.n), 0) ${parentlessKeys(schemaName, table, key, ', COUNT(*) AS n', where)}`
}

/** As an outer join, because MariaDB takes three times as long for NOT EXISTS over a derived table. */
function parentlessKeys(schemaName: string, table: string, key: ForeignKey, aggregate: string, where: string): string {
  const columns = key.columns.map(quoteName)
  const parentColumns = key.referencedColumns.map((column) => `p.${quoteName(column)}`)
  const same = columns.map((column, at) => `${parentColumns[at]} = c.${column}`).join(' AND ')
  const parent = `${quoteName(key.referencedDatabase ?? schemaName)}.${quoteName(key.referencedTable)}`
  return (
    `FROM (SELECT ${columns.join(', ')}${aggregate} FROM ${quoteName(schemaName)}.${quoteName(table)}` +
    `${where === '' ? ' WHERE' : `${where} AND`} ${present(key)} GROUP BY ${columns.join(', ')}) AS c LEFT JOIN ${parent} AS p ON ${same} WHERE ${parentColumns[0]} IS NULL`
  )
}

/** Counts groups of rows that share a unique key, NULLs apart. */
export function countDuplicatesSql(schemaName: string, table: string, key: UniqueKey): string {
  const parts = key.columns.map((column, at) => {
    const prefix = key.prefixLengths[at]
    return prefix ? `LEFT(${quoteName(column)}, ${prefix})` : quoteName(column)
  })
  return (
    `SELECT COUNT(*) FROM (SELECT 1 FROM ${quoteName(schemaName)}.${quoteName(table)} WHERE ${present(key)} ` +
    `GROUP BY ${parts.join(', ')} HAVING COUNT(*) > 1) AS groups_of_several`
  )
}
