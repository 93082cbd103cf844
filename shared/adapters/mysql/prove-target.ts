import { UnsafeTargetError } from '../../errors.ts'
import type { ServerIdentity } from '../../policy/plan.ts'
import { quoteText } from '../../schema/quote.ts'
import { markerTable } from './marker.ts'
import { listTables } from './tables.ts'
import type { Wire } from './wire.ts'

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
