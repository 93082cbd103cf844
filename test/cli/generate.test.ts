import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runGenerate } from '../../cli/commands/generate.ts'
import { silentProgress } from '../../cli/progress.ts'
import { introspect } from '../../shared/adapters/mysql/catalog/introspect.ts'
import { insertRows } from '../../shared/adapters/mysql/shadow/insert-rows.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { fillShop } from '../../shared/generating/fill-shop.ts'
import { shapeOf } from '../../shared/seeding/shop/parse-shape.ts'
import { rowBlocks } from '../../shared/seeding/shop/row-writer.ts'
import { shopTables } from '../../shared/seeding/shop/shape.ts'
import { shopRows } from '../../shared/seeding/shop/shop.ts'
import { describeEachServer, freshDatabase, runSql, type TestServer, testServers } from '../setup/servers.ts'

const sizes = { users: 500, products: 100, orders: 2500, reviews: 800, seed: 9 }
const session = { progress: silentProgress }
const columns = 'id, user_id, product_id, quantity, total_price, status, created_at, updated_at'

describeEachServer('generate', (server) => {
  it('fills an empty database with linked rows, keys, checks and view in place', async () => {
    const { name, url } = await freshDatabase(server, 'gen')
    // What a try that was killed leaves behind is in nobody's way.
    await runSql(url, 'CREATE TABLE nightmask_new_orders (id INT)')
    const answer = await runGenerate({ target: url, ...sizes }, session)
    expect(answer.json).toMatchObject({ database: name, seed: 9, rows: { users: 500, orders: 2500 } })
    const tables = new Map((await schemaOf(url, name)).tables.map((table) => [table.name, table]))
    expect([...tables.keys()].sort()).toEqual([...shopTables].sort())
    const keys = tables
      .get('orders')!
      .foreignKeys.map(({ columns, referencedTable }) => `${columns} ${referencedTable}`)
    expect(keys.sort()).toEqual(['product_id products', 'user_id users'])
    expect(tables.get('reviews')!.uniqueKeys).toMatchObject([{ columns: ['user_id', 'product_id'] }])
    expect(await runSql(url, breaches)).toEqual([['0', '0', '0', '0', '0']])
    expect(await runSql(url, 'SELECT SUM(order_count) FROM order_totals')).toEqual([['2500']])
    await expect(runSql(url, 'DELETE FROM users WHERE id IN (SELECT user_id FROM reviews)')).rejects.toThrow()
    await expect(runSql(url, 'UPDATE reviews SET rating = 6 LIMIT 1')).rejects.toThrow()
  })

  it('refuses a target that holds rows, and writes nothing', async () => {
    const { url } = await freshDatabase(server, 'gen')
    await runSql(url, 'CREATE TABLE products (id INT PRIMARY KEY); INSERT INTO products VALUES (1)')
    await expect(runGenerate({ target: url, ...sizes }, session)).rejects.toThrow(
      /products holds rows already; nothing was written/,
    )
    expect(await runSql(url, 'SHOW TABLES')).toEqual([['products']])
  })

  it('fills tables that are there as they are, and names the columns that a stranger lacks', async () => {
    const { url } = await freshDatabase(server, 'gen')
    await runGenerate({ target: url, ...sizes }, session)
    await runSql(
      url,
      'SET foreign_key_checks = 0; TRUNCATE orders; TRUNCATE reviews; TRUNCATE users; TRUNCATE products',
    )
    await runSql(url, "ALTER TABLE users ADD plan VARCHAR(10) NOT NULL DEFAULT 'free' AFTER id")
    await runGenerate({ target: url, ...sizes }, session)
    expect(await runSql(url, "SELECT COUNT(*) FROM users WHERE plan = 'free' AND email LIKE '%@%'")).toEqual([['500']])
    await runSql(url, 'DROP TABLE reviews; CREATE TABLE reviews (id INT PRIMARY KEY, stars INT)')
    await runSql(url, 'SET foreign_key_checks = 0; TRUNCATE orders; TRUNCATE users; TRUNCATE products')
    await expect(runGenerate({ target: url, ...sizes }, session)).rejects.toThrow(
      /reviews has no column user_id; reviews has no column product_id; reviews has no column rating/,
    )
  })

  it('takes tables that only share names with the shop for a schema of their own, and counts of the shop for a mistake there', async () => {
    const { url } = await freshDatabase(server, 'gen')
    await runSql(
      url,
      'CREATE TABLE users (id BINARY(16) PRIMARY KEY, guid CHAR(36) NOT NULL, nickname VARCHAR(40) NOT NULL)',
    )
    await runGenerate({ target: url }, session)
    const form = "'^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$'"
    const odd = `SELECT COUNT(*) > 10, SUM(guid NOT REGEXP ${form} OR HEX(id) NOT LIKE '____________4___8_______________') FROM users`
    expect(await runSql(url, odd)).toEqual([['1', '0']])
    expect(await runSql(url, 'SHOW TABLES')).toEqual([['users']])
    await runSql(url, 'CREATE TABLE visits (id INT PRIMARY KEY)')
    await expect(runGenerate({ target: url, users: 5, orders: 5 }, session)).rejects.toThrow(
      /^--users, --orders: only for the example shop, and .* has a table visits; a shape file says counts/,
    )
  })

  it('stores the same by INSERT, where local_infile is off', async () => {
    const { name, url } = await freshDatabase(server, 'gen')
    await runGenerate({ target: url, ...sizes }, session)
    const sums = `CHECKSUM TABLE ${shopTables.join(', ')}`
    const loaded = await runSql(url, sums)
    await runSql(
      url,
      'SET foreign_key_checks = 0; TRUNCATE orders; TRUNCATE reviews; TRUNCATE users; TRUNCATE products',
    )
    const { tables, server: flavour } = await schemaOf(url, name)
    const wire = await openWire(url, 'staging')
    for (const table of tables) {
      const writer = shopRows(shapeOf(sizes), table.name as (typeof shopTables)[number])
      const blocks = async function* () {
        yield* rowBlocks(writer, 0, writer.rows)
      }
      await insertRows(wire, name, table, writer.columns, flavour.family, blocks())
    }
    wire.close()
    expect(await runSql(url, sums)).toEqual(loaded)
  })
})

describe.skipIf(testServers().length < 2)('generate on two engines', () => {
  it('stores the same rows, whatever the number of streams', async () => {
    const digests = await Promise.all(testServers().map((server, at) => digestOfOrders(server, at === 0 ? 1 : 3)))
    expect(digests[0]).toEqual(digests[1])
  })
})

const breaches = `SELECT
  (SELECT COUNT(*) FROM orders LEFT JOIN users ON users.id = user_id WHERE users.id IS NULL OR users.created_at > orders.created_at),
  (SELECT COUNT(*) FROM orders LEFT JOIN products ON products.id = product_id WHERE products.id IS NULL OR total_price <> quantity * price),
  (SELECT COUNT(*) FROM reviews LEFT JOIN users ON users.id = user_id WHERE users.id IS NULL),
  (SELECT COUNT(*) FROM reviews LEFT JOIN products ON products.id = product_id WHERE products.id IS NULL),
  (SELECT COUNT(*) FROM orders WHERE status = '' OR quantity < 1)`

async function digestOfOrders(server: TestServer, streams: number): Promise<(string | null)[][]> {
  const { url } = await freshDatabase(server, 'gen')
  await fillShop(url, readFileSync('examples/shop/schema.sql', 'utf8'), shapeOf(sizes), streams, silentProgress)
  return runSql(url, `SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', ${columns}))) FROM orders`)
}

async function schemaOf(url: string, name: string) {
  const wire = await openWire(url, 'plain')
  try {
    return await introspect(wire, name)
  } finally {
    wire.close()
  }
}
