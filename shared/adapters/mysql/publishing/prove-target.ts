import { UnsafeTargetError, UsageError } from '../../../errors.ts'
import type { ServerIdentity } from '../../../policy/plan.ts'
import { quoteText } from '../../../schema/quote.ts'
import { listTables } from '../catalog/tables.ts'
import type { Wire } from '../wire/wire.ts'
import { markerTable } from './marker.ts'

/** A table (for one database) or a schema (for a whole server) of this name says: this is production, never write here. */
export const productionMarker = 'nightmask_production'

/** Throws UnsafeTargetError unless the database proves that it is staging: empty, or published by nightmask before. */
export async function proveTarget(
  wire: Wire,
  target: ServerIdentity,
  source: ServerIdentity,
  keepTables: readonly string[],
): Promise<void> {
  const where = `staging ${target.address}/${target.database}`
  if (sameDatabase(target, source)) throw new UnsafeTargetError(`${where} is the source itself; nothing was written.`)
  if (await isReadOnly(wire))
    throw new UnsafeTargetError(
      `${where}: the server is read-only, as replicas of production are; nothing was written.`,
    )
  if (await isProduction(wire, target.database))
    throw new UnsafeTargetError(
      `${where} carries the marker ${productionMarker}: it is production; nothing was written.`,
    )
  const foreign = (await listTables(wire, target.database)).filter((table) => !keepTables.includes(table))
  if (foreign.length > 0 && !foreign.includes(markerTable))
    throw new UnsafeTargetError(
      `${where} holds ${foreign.length} tables and no ${markerTable}: nightmask did not make it and will not replace it. Give an empty database, or list the tables under keep_tables.`,
    )
  const tied = await tiedTables(wire, target.database, keepTables)
  if (tied.length > 0)
    throw new UsageError(
      `${where}: ${tied.join(', ')} in keep_tables have foreign keys to tables that are replaced; drop those keys or do not keep the tables.`,
    )
}

/** Kept tables with a foreign key to a table that is not kept: the key would follow the old generation away. */
async function tiedTables(wire: Wire, database: string, keepTables: readonly string[]): Promise<string[]> {
  const rows = await wire.query(
    `SELECT DISTINCT table_name, referenced_table_name FROM information_schema.key_column_usage
     WHERE table_schema = ${quoteText(database)} AND referenced_table_schema = ${quoteText(database)}`,
  )
  const tied = rows.filter(
    ([table, referenced]) => keepTables.includes(table ?? '') && !keepTables.includes(referenced ?? ''),
  )
  return [...new Set(tied.map(([table]) => table ?? ''))]
}

function sameDatabase(a: ServerIdentity, b: ServerIdentity): boolean {
  return a.serverId === b.serverId && a.database.toLowerCase() === b.database.toLowerCase()
}

async function isReadOnly(wire: Wire): Promise<boolean> {
  const [row = []] = await wire.query('SELECT @@global.read_only, @@global.innodb_read_only')
  return row.some((cell) => cell !== null && cell !== '0' && cell.toUpperCase() !== 'OFF')
}

async function isProduction(wire: Wire, database: string): Promise<boolean> {
  const [found] = await wire.query(
    `SELECT 1 FROM information_schema.schemata WHERE schema_name = '${productionMarker}'
     UNION ALL SELECT 1 FROM information_schema.tables WHERE table_schema = ${quoteText(database)} AND table_name = '${productionMarker}'`,
  )
  return found !== undefined
}
