import { randomBytes } from 'node:crypto'
import mysql from 'mysql2/promise'
import { describe } from 'vitest'
import { afterFile } from './take-down.ts'

export interface TestServer {
  readonly name: 'mariadb' | 'mysql'
  /** mysql://root@host:port without a database. */
  readonly url: string
}

export interface TestDatabase {
  readonly name: string
  readonly url: string
}

/** The engines at hand: a MariaDB always, a MySQL when the environment names one; NIGHTMASK_TEST_SERVER=mysql leaves only that. */
export function testServers(): TestServer[] {
  return knownServers().filter(({ url }) => url !== '')
}

/** One `describe` per engine; the tests of an engine that is missing are counted as skipped. */
export function describeEachServer(title: string, body: (server: TestServer) => void): void {
  for (const server of knownServers())
    describe.skipIf(server.url === '')(`${title} (${server.name})`, () => body(server))
}

function knownServers(): TestServer[] {
  const servers: TestServer[] = [
    { name: 'mariadb', url: process.env.NIGHTMASK_TEST_MARIADB_URL ?? '' },
    { name: 'mysql', url: process.env.NIGHTMASK_TEST_MYSQL_URL ?? '' },
  ]
  const only = process.env.NIGHTMASK_TEST_SERVER
  return only ? servers.filter(({ name }) => name === only) : servers
}

/** An empty utf8mb4 database that is dropped after the file's tests, with every schema whose name begins with its own. */
export async function freshDatabase(server: TestServer, prefix: string): Promise<TestDatabase> {
  const name = `t_${prefix}_${randomBytes(4).toString('hex')}`
  await runSql(server.url, `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`)
  afterFile(() => dropDatabases(server.url, name))
  return { name, url: `${server.url}/${name}` }
}

/** Runs statements, one or several, and returns the rows of the last as arrays of text. */
export async function runSql(url: string, sql: string): Promise<(string | null)[][]> {
  const connection = await mysql.createConnection({
    uri: url,
    multipleStatements: true,
    rowsAsArray: true,
    typeCast: textOnly,
  })
  try {
    const [rows, fields] = await connection.query(sql)
    // Several statements give a list of results, and a list of their fields that is empty for those without rows.
    const several = Array.isArray(fields) && fields.some((field) => field === undefined || Array.isArray(field))
    const last = several ? (rows as unknown as unknown[]).at(-1) : rows
    return (Array.isArray(last) ? last : []) as (string | null)[][]
  } finally {
    await connection.end()
  }
}

export interface Session {
  readonly id: string
  readonly database: string | null
  readonly state: string
}

/** Everybody's; MySQL's information_schema.processlist fails while one of them runs a statement with a character of four bytes. */
export async function sessionsOf(url: string): Promise<Session[]> {
  const threads = await runSql(url, 'SHOW PROCESSLIST')
  return threads.map(([id, , , database, , , state]) => ({ id: id!, database: database!, state: state ?? '' }))
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  const rows = await runSql(
    url,
    `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${prefix.replaceAll('_', '\\_')}%'`,
  )
  for (const [name] of rows) await runSql(url, `DROP DATABASE IF EXISTS \`${name}\``)
}

function textOnly(field: { string(): string | null }): string | null {
  return field.string()
}
