import type { BenchServer } from './bench-server.ts'
import { commandOf } from './command.ts'
import { measure } from './process-tree.ts'

export interface ShopCounts {
  readonly users: number
  readonly products: number
  readonly orders: number
  readonly reviews: number
}

/** The shop that benches run on, as `bench_source`, and a new key. */
export async function generateShop(server: BenchServer, counts: ShopCounts, keyFile: string): Promise<void> {
  await server.sql('DROP DATABASE IF EXISTS bench_source', 'CREATE DATABASE bench_source')
  const sizes = Object.entries(counts).flatMap(([table, rows]) => [`--${table}`, String(rows)])
  const made = await nightmask('generate', '--target', `${server.url}/bench_source`, ...sizes, '--seed', '7')
  console.log(`generated ${JSON.stringify(counts)} in ${made.seconds.toFixed(1)} s`)
  await nightmask('key', 'new', '--key-file', keyFile)
}

function nightmask(...args: string[]) {
  return measure(process.execPath, [commandOf('.'), ...args])
}
