import { setTimeout as pause } from 'node:timers/promises'
import { quoteText } from '../../../schema/quote.ts'
import type { SourceWrites } from '../../../schema/source-writes.ts'
import type { Wire } from '../wire/wire.ts'

/**
 * What the server tells of writes to each table: when a transaction last changed it, to the second, and how many rows were written where
 * the performance schema counts them. Both see writers who keep out of the binary log.
 */
export async function readWrites(wire: Wire, database: string): Promise<SourceWrites> {
  const writes = await look(wire, database)
  if (!Object.values(writes.tables).some(({ lastWrite }) => lastWrite !== null && lastWrite >= writes.at)) return writes
  // A write of this very second could not be told from one that is still to come.
  await pause(1000)
  return look(wire, database)
}

async function look(wire: Wire, database: string): Promise<SourceWrites> {
  const at = `= ${quoteText(database)}`
  // MySQL tells what it told a day ago otherwise.
  await wire.query('SET SESSION information_schema_stats_expiry = 0').catch(() => undefined)
  const [[now = ''] = []] = await wire.query('SELECT CAST(NOW() AS CHAR)')
  const tables = await wire.query(
    `SELECT table_name, CAST(update_time AS CHAR), CAST(create_time AS CHAR) FROM information_schema.tables
     WHERE table_schema ${at} AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')`,
  )
  const counted = await wire
    .query(
      `SELECT object_name, count_write FROM performance_schema.table_io_waits_summary_by_table WHERE object_schema ${at}`,
    )
    .catch(() => [])
  const ids = await tableIds(wire, database)
  const rows = new Map(counted.map(([table, count]) => [table, count]))
  const [[events = '0'] = []] = await wire.query(
    `SELECT COUNT(*) FROM information_schema.events WHERE event_schema ${at} AND status = 'ENABLED' AND @@global.event_scheduler = 'ON'`,
  )
  return {
    at: now ?? '',
    tables: Object.fromEntries(
      tables.map(([name, lastWrite, made]) => [
        name ?? '',
        {
          lastWrite: lastWrite ?? null,
          made: `${made} ${ids.get(`${database}/${name}`) ?? ''}`,
          // A table is counted from its first use on, a reader's too.
          rowsWritten: rows.get(name ?? '') ?? '0',
        },
      ]),
    ),
    ...(await tellsOf(wire)),
    events: Number(events),
  }
}

// It is not known whether Aurora tells when a table was written to; without the performance schema its counters have to, which leave out
// what RDS itself writes to `mysql`.
async function tellsOf(wire: Wire): Promise<Pick<SourceWrites, 'serverRows' | 'tells'>> {
  const [aurora] = await wire.query("SHOW GLOBAL VARIABLES LIKE 'aurora_version'")
  const [[counting] = []] = await wire.query('SELECT @@global.performance_schema')
  if (!aurora || counting === '1') return { serverRows: null, tells: true }
  const rows = await wire.query(
    "SHOW GLOBAL STATUS WHERE variable_name IN ('Innodb_rows_inserted', 'Innodb_rows_updated', 'Innodb_rows_deleted')",
  )
  return { serverRows: rows.map((row) => row.join(' ')).join(', '), tells: rows.length > 0 }
}

// MariaDB's TRUNCATE leaves both times as they are, but makes the table anew. For users with PROCESS, as RDS gives to a clone's.
async function tableIds(wire: Wire, database: string): Promise<Map<string | null, string | null>> {
  const rows = await wire
    .query(
      `SELECT name, table_id FROM information_schema.innodb_sys_tables WHERE name LIKE ${quoteText(`${database.replaceAll(/[\\%_]/g, '\\$&')}/%`)}`,
    )
    .catch(() => [])
  return new Map(rows.map(([name, id]) => [name ?? null, id ?? null]))
}
