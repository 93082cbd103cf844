import type { Socket } from 'node:net'
import mysql from 'mysql2'
import { DatabaseError, RunFailedError } from '../../errors.ts'
import { addressOf, type DatabaseUrl, isLocal, parseDatabaseUrl } from './url.ts'
import { Wire } from './wire.ts'

/** What a connection is for; it decides the session's settings. */
export type WireRole = 'source' | 'staging' | 'plain'

const connectTimeoutSeconds = 15

// Not negotiated, so that the wire need not know them: attributes before a query, session tracking, FOUND_ROWS counts.
const clientFlags = [
  '-CLIENT_QUERY_ATTRIBUTES',
  '-SESSION_TRACK',
  '-FOUND_ROWS',
  '-IGNORE_SPACE',
  '-ODBC',
  'MULTI_STATEMENTS',
]

/** Connects, lets mysql2 authenticate, takes the socket over and prepares the session. Errors name the place, never the login. */
export async function openWire(url: string, role: WireRole): Promise<Wire> {
  const parsed = parseDatabaseUrl(url)
  const place = `${role === 'plain' ? 'database' : role} ${addressOf(parsed)}`
  const wire = new Wire(await authenticate(parsed, place), place)
  for (const statement of sessionSettings(role)) await wire.execute(statement)
  return wire
}

function authenticate(url: DatabaseUrl, place: string): Promise<Socket> {
  const connection = mysql.createConnection({
    ...(url.socketPath ? { socketPath: url.socketPath } : { host: url.host, port: url.port }),
    user: url.user,
    password: url.password,
    ...(url.database ? { database: url.database } : {}),
    charset: 'utf8mb4_general_ci',
    flags: clientFlags,
    connectTimeout: connectTimeoutSeconds * 1000,
    ...(isLocal(url) ? {} : { ssl: { rejectUnauthorized: true, verifyIdentity: true } }),
  })
  return new Promise((resolve, reject) => {
    connection.on('error', () => undefined)
    connection.connect((error) => {
      if (error) return reject(connectionError(error, place))
      // mysql2 keeps `stream` current over the upgrade to TLS; from here on its parser hears nothing.
      const { stream } = connection as unknown as { stream: Socket }
      for (const event of ['data', 'end', 'close', 'error'] as const) stream.removeAllListeners(event)
      resolve(stream)
    })
  })
}

function connectionError(error: { code?: string; errno?: number; sqlState?: string }, place: string): Error {
  if (error.sqlState && error.errno) return new DatabaseError(`${place}: connecting`, error.errno, error.sqlState)
  return new RunFailedError(`${place}: cannot connect (${error.code ?? 'no answer'}).`)
}

function sessionSettings(role: WireRole): string[] {
  const every = [
    "SET SESSION time_zone = '+00:00', SESSION wait_timeout = 28800, SESSION net_read_timeout = 600, SESSION net_write_timeout = 600",
    "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION', SESSION sql_quote_show_create = 1",
    'SET NAMES utf8mb4',
  ]
  const reading = [
    'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
    'SET SESSION TRANSACTION READ ONLY',
    'SET SESSION lock_wait_timeout = 30',
  ]
  const writing = ['SET SESSION foreign_key_checks = 0, SESSION unique_checks = 1, SESSION lock_wait_timeout = 30']
  // Rows travel in the character set in which they are stored; only control connections want text.
  const raw = 'SET SESSION character_set_results = NULL'
  return [...every, ...(role === 'source' ? [...reading, raw] : []), ...(role === 'staging' ? [...writing, raw] : [])]
}
