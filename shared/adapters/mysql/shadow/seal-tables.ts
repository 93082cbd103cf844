import { quoteName, quoteText } from '../../../schema/quote.ts'
import { serverFlavour } from '../catalog/introspect.ts'
import { markerTable } from '../publishing/marker.ts'
import { batches } from '../wire/batches.ts'
import type { Wire } from '../wire/wire.ts'
import { canaryTable } from './canary-table.ts'

/** A table of the shadow schema as the server describes it now. */
export interface TableNow {
  readonly table: string
  readonly createdAt: string | null
  readonly changedAt: string | null
  readonly bytes: number
  /** Whether its engine tells when rows changed. */
  readonly tells: boolean
  /** Columns that are computed when they are read make the server's checksum another each time; on MariaDB stored ones do once the table is locked. */
  readonly computed: boolean
}

/** So much is read again for a seal: the smallest tables, of which then the content counts and not only when it changed. */
const checkedBytes = 32 * 1024 * 1024
const tablesAtOnce = 50
/** Ours, and written while the seal is on. */
const own = [markerTable, canaryTable.name]
const telling = ['InnoDB', 'MyISAM', 'Aria']

export async function listTablesNow(wire: Wire, schemaName: string): Promise<TableNow[]> {
  // MySQL remembers for a day what it said of a table.
  const { family } = await serverFlavour(wire)
  if (family === 'mysql') await wire.execute('SET SESSION information_schema_stats_expiry = 0')
  const generated = await wire.query(
    `SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = ${quoteText(schemaName)} AND extra REGEXP '${family === 'mysql' ? 'VIRTUAL' : 'VIRTUAL|STORED'}'`,
  )
  const computed = new Set(generated.flat())
  const rows = await wire.query(
    `SELECT table_name, create_time, update_time, data_length, engine FROM information_schema.tables
     WHERE table_schema = ${quoteText(schemaName)} AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND table_name NOT IN (${own.map(quoteText).join(', ')}) ORDER BY 1`,
  )
  return rows.map(([table, createdAt, changedAt, bytes, engine]) => ({
    table: table ?? '',
    createdAt: createdAt ?? null,
    changedAt: changedAt ?? null,
    bytes: Number(bytes ?? 0),
    tells: telling.includes(engine ?? ''),
    computed: computed.has(table ?? ''),
  }))
}

/** Tables whose rows are read for the seal: small ones, and those of which the server does not tell when they changed. */
export function checkedTables(found: readonly TableNow[]): Set<string> {
  const readable = found.filter(({ computed }) => !computed)
  const chosen = new Set(readable.flatMap(({ table, tells }) => (tells ? [] : [table])))
  let left = checkedBytes
  for (const { table, bytes } of [...readable].sort((a, b) => a.bytes - b.bytes)) {
    left -= bytes
    if (left < 0) break
    chosen.add(table)
  }
  return chosen
}

/** The server's own checksum over all rows of each table, in any order of them; null where it has none. */
export async function checksumsOf(
  wire: Wire,
  schemaName: string,
  tables: readonly string[],
): Promise<Map<string, string | null>> {
  const sums = new Map<string, string | null>()
  for (const some of batches(tables, tablesAtOnce)) {
    const names = some.map((table) => `${quoteName(schemaName)}.${quoteName(table)}`)
    const rows = await wire.query(`CHECKSUM TABLE ${names.join(', ')} EXTENDED`)
    for (const [at, table] of some.entries()) sums.set(table, rows[at]?.[1] ?? null)
  }
  return sums
}

/** Those of the tables that hold no row. */
export async function emptyOf(wire: Wire, schemaName: string, tables: readonly string[]): Promise<Set<string>> {
  const empty = new Set<string>()
  for (const some of batches(tables, tablesAtOnce)) {
    const asked = some.map(
      (table, at) =>
        `SELECT ${at} FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM ${quoteName(schemaName)}.${quoteName(table)})`,
    )
    for (const [at] of await wire.query(asked.join(' UNION ALL '))) empty.add(some[Number(at)]!)
  }
  return empty
}
