import type { Wire } from './wire.ts'

/** The server's place in its binary log: a GTID set or file and offset; null where it keeps none or may not say. */
export async function binlogPosition(wire: Wire): Promise<string | null> {
  const [[version, logs] = []] = await wire.query('SELECT VERSION(), @@global.log_bin').catch(() => [])
  if (logs !== '1') return null
  if (/mariadb/i.test(version ?? ''))
    return first(
      wire,
      "SELECT CONCAT_WS(' ', @@global.gtid_binlog_pos, (SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'BINLOG_SNAPSHOT_POSITION'))",
    )
  const [[mode, executed] = []] = await wire.query('SELECT @@global.gtid_mode, @@global.gtid_executed')
  if (mode === 'ON') return executed ?? null
  const [status] = await wire
    .query('SHOW BINARY LOG STATUS')
    .catch(() => wire.query('SHOW MASTER STATUS'))
    .catch(() => [])
  return status ? `${status[0]}:${status[1]}` : null
}

async function first(wire: Wire, sql: string): Promise<string | null> {
  return (await wire.query(sql).catch(() => []))[0]?.[0] ?? null
}
