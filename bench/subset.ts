// A dataset out of the generated shop (500k users, 50k products, 3M orders, 1M reviews): time, and how much of production is read.
//   node bench/subset.ts [--scale 1]
// Server: NIGHTMASK_BENCH_URL, where `bench_source` of bench/full-run.ts is used when it is there, or a private one.
// Rows read are the server's own count: Handler_read_* of the connection, over closing the dataset and reading all of its rows.

import { appendFileSync, mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startEmbeddedServer } from '../shared/adapters/embedded/embedded-server.ts'
import { introspect } from '../shared/adapters/mysql/catalog/introspect.ts'
import { beginSnapshotSql } from '../shared/adapters/mysql/reading/snapshot-connection.ts'
import { createSource } from '../shared/adapters/mysql/reading/source.ts'
import { createKeyLookup } from '../shared/adapters/mysql/reading/subset-lookup.ts'
import { openWire } from '../shared/adapters/mysql/wire/connect.ts'
import type { Wire } from '../shared/adapters/mysql/wire/wire.ts'
import { type Schema, storedColumns } from '../shared/schema/schema.ts'
import { subsetChunks } from '../shared/subset/chunks.ts'
import { closeSubset } from '../shared/subset/close-subset.ts'
import { describeSubset } from '../shared/subset/describe.ts'
import type { DatasetRequest } from '../shared/subset/request.ts'
import { commandOf } from './command.ts'
import { measure } from './process-tree.ts'

const { values } = parseArgs({ options: { scale: { type: 'string', default: '1' } } })
const scale = Number(values.scale)
const counts = { users: 500_000, products: 50_000, orders: 3_000_000, reviews: 1_000_000 }
const total = Object.values(counts).reduce((sum, count) => sum + count * scale, 0)

const none = {
  where: null,
  limit: null,
  percent: null,
  sample: 'hash',
  sampleSeed: 42,
  allowEmpty: true,
  children: 'none',
} as const
const fixed = { ...none, depth: 3, references: [], skippedTables: [] }
const datasets: Record<string, DatasetRequest> = {
  '1,000 orders': { ...fixed, from: 'orders', limit: 1000 },
  '1,000 orders and the reviews of their users': {
    ...{ ...fixed, from: 'orders', limit: 1000 },
    children: [{ table: 'reviews', columns: ['user_id'], depth: null, limit: 5, ofNeeded: true }],
  },
  '500 users and all that refers to them': { ...fixed, from: 'users', limit: 500, children: 'all', depth: 1 },
  'the last 1,000 orders': { ...fixed, from: 'orders', sample: 'last', limit: 1000 },
}

const server = process.env.NIGHTMASK_BENCH_URL
  ? { url: process.env.NIGHTMASK_BENCH_URL, stop: async () => {} }
  : await startEmbeddedServer(console.error, ['--innodb-buffer-pool-size=2G'])
try {
  await prepare(`${server.url}/bench_source`)
  for (const [name, request] of Object.entries(datasets)) await report(name, request)
} finally {
  await server.stop()
}

async function prepare(url: string): Promise<void> {
  const wire = await openWire(server.url, 'plain')
  await wire.execute('CREATE DATABASE IF NOT EXISTS bench_source')
  const [[orders] = []] = await wire.query(
    "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'bench_source' AND table_name = 'orders'",
  )
  wire.close()
  if (orders !== '0') return
  const sizes = Object.entries(counts).flatMap(([table, rows]) => [`--${table}`, String(rows * scale)])
  const made = await measure(process.execPath, [commandOf('.'), 'generate', '--target', url, ...sizes, '--seed', '7'])
  if (made.exitCode !== 0) throw new Error('the shop could not be generated')
}

async function report(name: string, request: DatasetRequest): Promise<void> {
  const plain = await openWire(`${server.url}/bench_source`, 'plain')
  const schema = await introspect(plain, 'bench_source')
  plain.close()
  const wire = await openWire(`${server.url}/bench_source`, 'source')
  await wire.execute(beginSnapshotSql)
  const before = await rowsRead(wire)
  const started = performance.now()
  const { closed, rows, lines } = await closeAndRead(wire, schema, request)
  const seconds = (performance.now() - started) / 1000
  const read = (await rowsRead(wire)) - before
  wire.close()
  const line = {
    ...{
      date: new Date().toISOString(),
      command: `node bench/subset.ts --scale ${values.scale}`,
      node: process.version,
    },
    ...{ dataset: name, rows, seconds: rounded(seconds), closedInSeconds: rounded(closed) },
    ...{ rowsRead: read, percentOfRows: rounded((100 * read) / total) },
  }
  console.log(lines.join('\n'), `\n${JSON.stringify(line, null, 2)}\n`)
  mkdirSync('bench/results', { recursive: true })
  appendFileSync('bench/results/subset.jsonl', `${JSON.stringify(line)}\n`)
}

async function closeAndRead(wire: Wire, schema: Schema, request: DatasetRequest) {
  const started = performance.now()
  const lookup = await createKeyLookup(wire, schema, 60)
  const limits = { maxRows: 1_000_000, maxSeconds: 60, now: () => performance.now() }
  const subset = await closeSubset(request, schema, lookup, limits)
  const closed = (performance.now() - started) / 1000
  const lists = new Map(subset.tables.map(({ table, keys }) => [table, keys]))
  const source = createSource(wire, wire, schema.database, '', () => lists)
  let rows = 0
  for (const chunk of subsetChunks(schema.tables.map(({ name }) => name))) {
    const table = schema.tables.find(({ name }) => name === chunk.table)!
    const columns = storedColumns(table).map(({ name }) => name)
    for await (const batch of source.read(table, columns, chunk)) rows += batch.count
  }
  return { closed, rows, lines: describeSubset(subset) }
}

async function rowsRead(wire: Wire): Promise<number> {
  const counters = await wire.query("SHOW SESSION STATUS LIKE 'Handler_read%'")
  return counters.reduce((sum, [, value]) => sum + Number(value), 0)
}

function rounded(value: number): number {
  return Number(value.toFixed(3))
}
