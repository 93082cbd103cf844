// How many clean databases a night refuses: each goes through `init` and `run`, and nothing of either is edited.
//   npm run bench:clean [-- WORDS]        only those whose name holds the words
// Servers: NIGHTMASK_TEST_MARIADB_URL and NIGHTMASK_TEST_MYSQL_URL, whichever are given; else a private one that is started here.

import { appendFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInit } from '../../cli/commands/init.ts'
import { runKeyNew } from '../../cli/commands/key.ts'
import { startEmbeddedServer } from '../../shared/adapters/embedded/embedded-server.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { night, quiet } from '../coincidences/run-case.ts'
import { type CleanDatabase, cleanDatabases } from './databases.ts'

/** Of this process alone: two on one server would drop each other's. */
const database = `nightmask_clean_${process.pid}`
const words = process.argv.slice(2).join(' ')
const given = [process.env.NIGHTMASK_TEST_MARIADB_URL, process.env.NIGHTMASK_TEST_MYSQL_URL].filter(
  (url) => url !== undefined,
)
const own = given.length === 0 ? await startEmbeddedServer(console.error, []) : null
try {
  for (const url of own ? [own.url] : given) await measure(url)
} finally {
  await own?.stop()
}

async function measure(url: string): Promise<void> {
  const started = process.cpuUsage()
  const all = cleanDatabases().filter(({ name }) => name.includes(words))
  const failures: string[] = []
  let rows = 0
  for (const clean of all) {
    const { failure, rows: masked } = await liveThrough(url, clean)
    rows += masked
    if (failure) failures.push(`${clean.name}: ${failure}`)
    console.log(`${failure ? '✗' : '✓'} ${clean.name}${failure ? `\n    ${failure}` : ''}`)
  }
  const { user, system } = process.cpuUsage(started)
  const server = await versionOf(url)
  console.log(`${failures.length} of ${all.length} clean databases refused or failed on ${server}`)
  if (failures.length > 0) process.exitCode = 1
  const line = { date: new Date().toISOString(), command: 'npm run bench:clean', server, databases: all.length, rows }
  const result = { ...line, refusedOrFailed: failures.length, cpuSeconds: Math.round((user + system) / 1e6) }
  if (words === '') appendFileSync('bench/results/clean.jsonl', `${JSON.stringify(result)}\n`)
}

async function liveThrough(server: string, { fill }: CleanDatabase): Promise<{ failure: string | null; rows: number }> {
  const urls = { source: `${server}/${database}`, staging: `${server}/${database}_st` }
  const folder = await mkdtemp(join(tmpdir(), 'nightmask-clean-'))
  const wire = await openWire(server, 'plain')
  try {
    await dropAll(wire)
    for (const name of [database, `${database}_st`]) await wire.execute(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
    await fill(urls.source)
    await runInit({ source: urls.source, out: folder }, { progress: quiet })
    await runKeyNew({ keyFile: join(folder, 'key') })
    const { failure, record } = await night({ folder, urls })
    return {
      failure: failure?.message ?? null,
      rows: record?.tables.reduce((sum, table) => sum + table.rowsRead, 0) ?? 0,
    }
  } catch (error) {
    return { failure: (error as Error).message, rows: 0 }
  } finally {
    await dropAll(wire)
    wire.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function dropAll(wire: Awaited<ReturnType<typeof openWire>>): Promise<void> {
  const named = `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${database}%'`
  for (const [name] of await wire.query(named)) await wire.execute(`DROP DATABASE IF EXISTS \`${name}\``)
}

async function versionOf(url: string): Promise<string> {
  const wire = await openWire(url, 'plain')
  try {
    return String((await wire.query('SELECT VERSION()'))[0]?.[0])
  } finally {
    wire.close()
  }
}
