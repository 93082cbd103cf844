import type { Socket } from 'node:net'
import mysql from 'mysql2'
import { DatabaseError, RunFailedError } from '../../../errors.ts'
import { serverFlavour } from '../catalog/introspect.ts'
import { assertPrivileges } from '../privileges/missing.ts'
import { neededToRead, neededToWrite } from '../privileges/needed.ts'
import { connectionError, ForbiddenError } from './connect-errors.ts'
import { passwordFor } from './rds-token.ts'
import { connectRing } from './ring-socket.ts'
import { checkPeer, trustFor } from './trust.ts'
import { addressOf, type DatabaseUrl, parseDatabaseUrl, withDatabase } from './url.ts'
import { Wire, type WireOptions } from './wire.ts'
import { roomForRows, sessionStatements, type WireRole, wishedStatements } from './wire-session.ts'

export type { WireRole }

const connectTimeoutSeconds = 15
// A peer that vanished without a word is found by the kernel, also while a statement runs for hours.
/** How much of max_allowed_packet is used: the server counts its headers too. */
const packetShare = 0.75
const keepAliveSeconds = 30

// Not negotiated, so that the wire need not know them: attributes before a query, session tracking, FOUND_ROWS counts,
// rows that end with OK in place of EOF. mysql2 never asks for MariaDB's progress packets.
const clientFlags = [
  '-CLIENT_QUERY_ATTRIBUTES',
  '-SESSION_TRACK',
  '-FOUND_ROWS',
  '-IGNORE_SPACE',
  '-ODBC',
  '-DEPRECATE_EOF',
]

/** Connects, lets mysql2 authenticate, takes the socket over and prepares the session. Errors name the place, never the login. */
export async function openWire(url: string, role: WireRole, options: WireOptions = {}): Promise<Wire> {
  const parsed = parseDatabaseUrl(url)
  const place = `${role === 'plain' ? 'database' : role} ${addressOf(parsed)}`
  if (role === 'source' && options.multiStatements)
    throw new Error('the source never takes several statements at once: its `where` comes from the configuration')
  const login = { ...parsed, password: await passwordFor(parsed, place) }
  const socket = await authenticate(login, role, place, options.multiStatements ?? false).catch(async (error) => {
    if (error instanceof ForbiddenError && parsed.database) await tellLacking(url, role, parsed.database, place)
    throw error
  })
  const wire = new Wire(socket, place, options)
  try {
    for (const statement of sessionStatements(role)) await wire.execute(statement)
    for (const statement of wishedStatements(role)) await wire.execute(statement).catch(ignoreRefusal)
    const [[zone, packet] = []] = await wire.query('SELECT @@session.time_zone, @@session.max_allowed_packet')
    wire.packetBytes = Math.floor(Number(packet) * packetShare)
    if (role !== 'plain') await wire.execute(roomForRows(wire.packetBytes))
    if (zone !== '+00:00') throw new RunFailedError(`${place}: the server does not keep time_zone '+00:00'.`)
    return wire
  } catch (error) {
    wire.destroy()
    throw error
  }
}

/** Throws MissingPrivilegesError with what to grant, as a connection to no database tells it. */
async function tellLacking(url: string, role: WireRole, database: string, place: string): Promise<void> {
  if (role === 'plain') return
  const wire = await openWire(withDatabase(url, ''), role)
  try {
    const needs =
      role === 'source' ? neededToRead(await serverFlavour(wire), database) : neededToWrite(database, database, false)
    await assertPrivileges(wire, needs, place)
  } finally {
    wire.close()
  }
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof DatabaseError)) throw error
}

function authenticate(url: DatabaseUrl, role: WireRole, place: string, multiStatements: boolean): Promise<Socket> {
  const ssl = trustFor(url)
  const connection = mysql.createConnection({
    ...(url.socketPath ? { socketPath: url.socketPath } : { host: url.host, port: url.port }),
    user: url.user,
    password: url.password,
    ...(url.database ? { database: url.database } : {}),
    charset: 'utf8mb4_general_ci',
    flags: [...clientFlags, ...(multiStatements ? ['MULTI_STATEMENTS'] : [])],
    connectTimeout: connectTimeoutSeconds * 1000,
    // RDS asks for a token in clear text, and does so within TLS alone.
    ...(url.login === 'rds-iam' ? { enableCleartextPlugin: true } : {}),
    // TLS reads for itself what it decrypts.
    ...(ssl ? { ssl } : { stream: () => connectRing(url.socketPath ? { path: url.socketPath } : url) }),
  })
  return new Promise((resolve, reject) => {
    connection.on('error', () => undefined)
    if (ssl) checkPeer(connection, url)
    connection.connect((error) => {
      if (error) return reject(connectionError(error, url, role, place))
      // mysql2 keeps `stream` current over the upgrade to TLS; from here on its parser hears nothing.
      const { stream } = connection as unknown as { stream: Socket }
      for (const event of ['data', 'end', 'close', 'error'] as const) stream.removeAllListeners(event)
      stream.setKeepAlive(true, keepAliveSeconds * 1000)
      resolve(stream)
    })
  })
}
