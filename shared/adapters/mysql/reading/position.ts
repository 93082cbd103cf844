import type { Wire } from '../wire/wire.ts'

/**
 * The server's own name of this moment, for the record: a GTID set, or file and offset in its binary log, and what a replica has applied; null
 * where it keeps none or may not say. That it stays the same proves nothing: writers may keep out of the binary log.
 */
export async function binlogPosition(wire: Wire): Promise<string | null> {
  const [[version, logs] = []] = await wire.query('SELECT VERSION(), @@global.log_bin').catch(() => [])
  if (/mariadb/i.test(version ?? ''))
    return joined([
      logs === '1' ? await first(wire, 'SELECT @@global.gtid_binlog_pos') : null,
      logs === '1' ? await first(wire, binlogOffset) : null,
      await first(wire, "SELECT CONCAT('applied ', NULLIF(@@global.gtid_slave_pos, ''))"),
    ])
  const [[mode, executed] = []] = await wire.query('SELECT @@global.gtid_mode, @@global.gtid_executed').catch(() => [])
  if (mode === 'ON') return joined([executed ?? null])
  if (logs !== '1') return null
  const [status] = await wire
    .query('SHOW BINARY LOG STATUS')
    .catch(() => wire.query('SHOW MASTER STATUS'))
    .catch(() => [])
  return status ? `${status[0]}:${status[1]}` : null
}

const binlogOffset =
  "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'BINLOG_SNAPSHOT_POSITION'"

async function first(wire: Wire, sql: string): Promise<string | null> {
  return (await wire.query(sql).catch(() => []))[0]?.[0] ?? null
}

function joined(parts: readonly (string | null)[]): string | null {
  return parts.filter(Boolean).join(' ') || null
}
