// What benches share: the server that they measure at, the unmasked copy, and CPU seconds of both sides.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { startEmbeddedServer } from '../shared/adapters/embedded/embedded-server.ts'
import { openWire } from '../shared/adapters/mysql/wire/connect.ts'
import type { Wire } from '../shared/adapters/mysql/wire/wire.ts'
import { cpuSeconds, type Measured, measure } from './process-tree.ts'

export interface Sample extends Measured {
  /** Null for a server that may be on another machine. */
  readonly serverCpuSeconds: number | null
}

export interface BenchServer {
  readonly url: string
  stop(): Promise<void>
  sql(...statements: readonly string[]): Promise<void>
  /** An empty `bench_staging`, without what earlier runs left beside it; as the options of a run from `bench_source` to it. */
  freshStaging(): Promise<string[]>
  sample(work: () => Promise<Measured>): Promise<Sample>
  /** `mariadb-dump | mariadb` into a schema that is made anew. */
  copy(from: string, to: string): Promise<Sample>
}

const settings = ['--innodb-buffer-pool-size=2G', '--innodb-log-file-size=1G', '--innodb-flush-log-at-trx-commit=2']

/** NIGHTMASK_BENCH_URL (with its process id in NIGHTMASK_BENCH_PID), or a private server that is started here. */
export async function benchServer(): Promise<BenchServer> {
  const given = process.env.NIGHTMASK_BENCH_URL
  const { url, stop } = given
    ? { url: given, stop: async () => {} }
    : await startEmbeddedServer(console.error, settings)
  const connected = async <Result>(work: (wire: Wire) => Promise<Result>) => {
    const wire = await openWire(url, 'plain')
    try {
      return await work(wire)
    } finally {
      wire.close()
    }
  }
  const query = (text: string) => connected((wire) => wire.query(text))
  const sql: BenchServer['sql'] = (...statements) =>
    connected(async (wire) => {
      for (const statement of statements) await wire.execute(statement)
    })
  const pid = Number(process.env.NIGHTMASK_BENCH_PID ?? (given ? 0 : await ownPid(query)))
  const sample: BenchServer['sample'] = async (work) => {
    const before = pid ? cpuSeconds(pid) : 0
    const measured = await work()
    if (measured.exitCode !== 0) throw new Error(`a benchmark command ended with exit code ${measured.exitCode}`)
    return { ...measured, serverCpuSeconds: pid ? cpuSeconds(pid) - before : null }
  }
  return {
    ...{ url, stop, sql, sample },
    async freshStaging() {
      const left = await query(
        "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'bench_staging%'",
      )
      await sql(...left.map(([name]) => `DROP DATABASE ${name}`), 'CREATE DATABASE bench_staging')
      return ['--source', `${url}/bench_source`, '--staging', `${url}/bench_staging`]
    },
    async copy(from, to) {
      await sql(`DROP DATABASE IF EXISTS ${to}`, `CREATE DATABASE ${to}`)
      const { hostname, port } = new URL(url)
      const at = `-h${hostname} -P${port} -uroot`
      return sample(() =>
        measure('bash', [
          '-o',
          'pipefail',
          '-c',
          `mariadb-dump ${at} --single-transaction --quick ${from} | mariadb ${at} ${to}`,
        ]),
      )
    },
  }
}

async function ownPid(query: (sql: string) => Promise<(string | null)[][]>): Promise<number> {
  const [[, file] = []] = await query("SHOW VARIABLES LIKE 'pid_file'")
  const [[, folder] = []] = await query("SHOW VARIABLES LIKE 'datadir'")
  return Number(readFileSync(resolve(folder ?? '', file ?? ''), 'utf8'))
}

/** Of client and server, where the server's is known. */
export function cpuOf({ cpuSeconds, serverCpuSeconds }: Sample): number {
  return cpuSeconds + (serverCpuSeconds ?? 0)
}

export function commitOf(checkout: string): string {
  return execFileSync('git', ['-C', checkout, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(3))
}
