import { join } from 'node:path'
import { freshDatabase, type TestDatabase, type TestServer } from '../setup/servers.ts'
import { freshFolder, nightmask, runFlags } from './nightmask.ts'

export interface ShopRun {
  readonly source: TestDatabase
  readonly staging: TestDatabase
  readonly folder: string
  /** Flags of `run` for this source, staging, policy, key and artifacts. */
  readonly flags: string[]
}

/** A small generated shop as production, an empty staging and a key; `size` times as many rows. */
export async function freshShop(server: TestServer, size = 1): Promise<ShopRun> {
  const folder = freshFolder()
  const source = await freshDatabase(server, 'shop')
  const staging = await freshDatabase(server, 'stage')
  const rows = { users: 2000, products: 300, orders: 9000, reviews: 3000 }
  const sizes = Object.entries(rows).flatMap(([table, count]) => [`--${table}`, String(count * size)])
  await succeed('generate', '--target', source.url, ...sizes, '--seed', '11')
  await succeed('key', 'new', '--key-file', join(folder, 'key'))
  return { source, staging, folder, flags: runFlags(source.url, staging.url, folder, 'examples/shop/policy.yaml') }
}

/** Runs a command that has to end with exit code 0 and returns its standard output. */
export async function succeed(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await nightmask(...args)
  if (exitCode !== 0) throw new Error(`nightmask ${args[0]} ended with ${exitCode}: ${stderr.slice(-1500)}`)
  return stdout
}
