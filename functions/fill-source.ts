import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listTables } from '../shared/adapters/mysql/catalog/tables.ts'
import { openWire } from '../shared/adapters/mysql/wire/connect.ts'
import { readDatabaseSecret } from '../shared/adapters/secrets/database-secret.ts'
import { fillShop } from '../shared/generating/fill-shop.ts'
import { shapeOf } from '../shared/seeding/shop/parse-shape.ts'
import { setting } from './environment.ts'

const silent = { step() {}, advance() {}, done() {}, note() {} }
// A server of the smallest class loads them in seconds.
const sizes = { users: 2_000, products: 500, orders: 10_000, reviews: 5_000 }

/** What `nightmask generate` makes, in a source that has no table; one that has is left as it is. */
export async function fillSource(): Promise<{ readonly filled: boolean }> {
  const database = setting('SOURCE_DATABASE')
  const url = await readDatabaseSecret(setting('SOURCE_SECRET'), { host: null, port: null, database })
  if (await hasTables(url, database)) return { filled: false }
  const schemaSql = readFileSync(join(process.env.LAMBDA_TASK_ROOT ?? '.', 'schema.sql'), 'utf8')
  await fillShop(url, schemaSql, shapeOf(sizes), 1, silent)
  return { filled: true }
}

async function hasTables(url: string, database: string): Promise<boolean> {
  const wire = await openWire(url, 'plain')
  try {
    return (await listTables(wire, database)).some((name) => !name.startsWith('nightmask_'))
  } finally {
    wire.close()
  }
}
