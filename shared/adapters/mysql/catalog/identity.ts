import { createHash } from 'node:crypto'
import type { ServerIdentity } from '../../../policy/plan.ts'
import type { Wire } from '../wire/wire.ts'

/** Who the server is. MariaDB has no server_uuid: host name, port, server_id and data folder stand in, hashed. */
export async function readIdentity(wire: Wire, database: string, address: string): Promise<ServerIdentity> {
  const [[version] = []] = await wire.query('SELECT VERSION()')
  const isMariadb = /mariadb/i.test(version ?? '')
  const [row = []] = await wire.query(
    isMariadb ? 'SELECT @@hostname, @@port, @@server_id, @@datadir' : 'SELECT @@server_uuid',
  )
  const serverId = isMariadb ? createHash('sha256').update(row.join('\n')).digest('hex').slice(0, 32) : (row[0] ?? '')
  return { serverId, version: version ?? '', database, address }
}
