// Many small tables: a full masked run beside an unmasked copy through the client tools, alternately in one run.
//   npm run bench:many -- [--many 1000] [--rows 100] [--rounds 3] [--profile FOLDER]
// Tables of five kinds in turn (people, goods with texts, lines with a key of two columns, JSON with labels, UUID keys), with unique
// keys, indexes and a foreign key from three of five; the same rows each time. Server: as in bench/full-run.ts. Both wait for the disk at each
// table, so on a machine that others use only figures in memory (TMPDIR=/dev/shm) compare: they are the worst case, nothing waits then.

import { appendFileSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchServer, commitOf, cpuOf, median, type Sample } from './bench-server.ts'
import { commandOf } from './command.ts'
import { manyTables } from './many-schema.ts'
import { measure } from './process-tree.ts'
import { runArguments } from './run-arguments.ts'

const { values } = parseArgs({
  options: {
    many: { type: 'string', default: '1000' },
    rows: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
    profile: { type: 'string' },
  },
})
const busy = loadavg()[0]!
const tables = manyTables(Number(values.many), Number(values.rows))
const tmpfs = 0x01021994
const command = commandOf('.')
const server = await benchServer()
const folder = mkdtempSync(join(tmpdir(), 'nightmask-bench-'))
try {
  await server.sql('DROP DATABASE IF EXISTS bench_source', 'CREATE DATABASE bench_source', 'USE bench_source')
  for (const { createSql, insertSql } of tables) await server.sql('USE bench_source', createSql, insertSql)
  const policy = tables.map(({ name, rules }) => `  ${name}:\n${rules.map((rule) => `    ${rule}\n`).join('')}`)
  writeFileSync(join(folder, 'policy.yaml'), `version: 1\nlocale: en\ntables:\n${policy.join('')}`)
  await measure(process.execPath, [command, 'key', 'new', '--key-file', join(folder, 'key')])
  const rounds = []
  for (let round = 0; round < Number(values.rounds); round++) {
    const ownFirst = round % 2 === 1 ? await run() : null
    const copied = await server.copy('bench_source', 'bench_copy')
    rounds.push({ copied, ran: ownFirst ?? (await run()) })
  }
  report(rounds)
} finally {
  rmSync(folder, { recursive: true, force: true })
  await server.stop()
}

async function run(): Promise<Sample> {
  const urls = await server.freshStaging()
  const args = runArguments({ urls, folder, policy: join(folder, 'policy.yaml') })
  const profiling = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : []
  const sampled = await server.sample(() => measure(process.execPath, [...profiling, command, ...args]))
  const result = JSON.parse(sampled.stdout)
  const { timings } = result.record ?? JSON.parse(readFileSync(result.recordPath, 'utf8'))
  const steps = timings.map((timing: { step: string; milliseconds: number }) => `${timing.step} ${timing.milliseconds}`)
  console.log(`${sampled.seconds.toFixed(1)} s, ${cpuOf(sampled).toFixed(1)} CPU s; ms: ${steps.join(', ')}`)
  return sampled
}

function report(rounds: readonly { copied: Sample; ran: Sample }[]): void {
  const of = (figure: (round: { copied: Sample; ran: Sample }) => number) => median(rounds.map(figure))
  const line = {
    date: new Date().toISOString(),
    command: `npm run bench:many -- --many ${values.many} --rows ${values.rows} --rounds ${values.rounds}`,
    commit: commitOf('.'),
    node: process.version,
    tables: tables.length,
    rows: tables.length * Number(values.rows),
    copySeconds: of(({ copied }) => copied.seconds),
    runSeconds: of(({ ran }) => ran.seconds),
    ratio: of(({ copied, ran }) => ran.seconds / copied.seconds),
    copyCpuSeconds: of(({ copied }) => cpuOf(copied)),
    runCpuSeconds: of(({ ran }) => cpuOf(ran)),
    runClientCpuSeconds: of(({ ran }) => ran.cpuSeconds),
    cpuRatio: of(({ copied, ran }) => cpuOf(ran) / cpuOf(copied)),
    loadBefore: Number(busy.toFixed(1)),
    inMemory: statfsSync(tmpdir()).type === tmpfs,
    runPeakMegabytes: Math.max(...rounds.map(({ ran }) => ran.peakMegabytes)),
  }
  console.log(JSON.stringify(line, null, 2))
  if (!values.profile) appendFileSync('bench/results/many-tables.jsonl', `${JSON.stringify(line)}\n`)
}
