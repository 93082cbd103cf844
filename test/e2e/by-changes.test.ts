import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { AuditRecord } from '../../shared/audit/record.ts'
import type { SnapshotReceipt } from '../../shared/masking/rows/receipt.ts'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { digestsOfAll } from './compare.ts'
import { runFlags } from './nightmask.ts'
import { freshShop, succeed } from './shop.ts'

const policy = 'examples/shop/policy.yaml'

describeEachServer('a night by changes', (server) => {
  it('writes what differs from a kept generation, puts right what testers wrote, and leaves just what a full night leaves', async () => {
    const { source, staging, folder, flags } = await freshShop(server, 0.2)
    const cut = ['--chunk-rows', '90', '--json']
    const run = async (): Promise<AuditRecord> => JSON.parse(await succeed('run', ...flags, ...cut)).record
    for (let night = 1; night <= 3; night++) expect((await run()).refresh?.kind).toBe('full')
    await runSql(
      source.url,
      `UPDATE orders SET status = 'paid' WHERE id = 700; DELETE FROM reviews WHERE id IN (11, 12);
       UPDATE users SET email = CONCAT('new.', email) WHERE id % 13 = 0;
       INSERT INTO users (email, full_name, password, is_active) VALUES ('late.comer@mail.test', 'Wilhelmina Okonkwo', 'x', 1)`,
    )
    const spare = await oldestGeneration(staging.url)
    await runSql(
      staging.url,
      `UPDATE ${spare}.products SET stock = stock + 1 WHERE id IN (3, 4); DELETE FROM ${spare}.orders WHERE id = 9;
       CREATE TRIGGER ${spare}.qa BEFORE INSERT ON ${spare}.products FOR EACH ROW SET NEW.stock = 0`,
    )
    const { refresh, tables } = await run()
    expect(refresh).toMatchObject({ kind: 'changes', nights: 1, whole: [] })
    const changes = Object.fromEntries(tables.map(({ table, changes }) => [table, changes]))
    expect(changes.orders).toEqual({ written: 2, removed: expect.any(Number), testers: 1, unclear: 1 })
    expect(changes.products).toEqual({ written: 2, removed: expect.any(Number), testers: 2 })
    // What that night had seeded goes too.
    expect(changes.reviews?.removed).toBeGreaterThanOrEqual(2)
    expect(changes.users?.written).toBe(31)
    const digests = await digestsOfAll(staging.url)
    // Products are those of the second night, and nobody wrote to its generation.
    const { refresh: next } = await run()
    expect(next?.reused?.rows).toBeGreaterThanOrEqual(tables.find(({ table }) => table === 'products')!.rowsRead)
    expect(await digestsOfAll(staging.url)).toEqual(digests)
    const other = await freshDatabase(server, 'other')
    await succeed('run', ...runFlags(source.url, other.url, folder, policy))
    expect(await digestsOfAll(other.url)).toEqual(digests)
    await succeed('rollback', ...flags)
  })

  it('stores and writes of a table that is kept whole only rows that differ, and finds out what of it is not so', async () => {
    const { source, staging, folder, flags } = await freshShop(server, 0.2)
    const run = async (): Promise<AuditRecord> =>
      JSON.parse(await succeed('run', ...flags, '--chunk-rows', '90', '--json')).record
    for (let night = 1; night <= 3; night++) await run()
    const full = await digestsOfAll(staging.url)
    await runSql(
      source.url,
      `UPDATE orders SET quantity = quantity + 1 WHERE id IN (1, 90, 400, 1701); SET foreign_key_checks = 0;
       UPDATE orders SET user_id = 77000 WHERE id = 400; DELETE FROM orders WHERE id IN (500, 502);
       INSERT INTO orders SELECT * FROM (SELECT 502, user_id, product_id, 7, total_price, status, created_at, updated_at FROM orders WHERE id = 600) AS again`,
    )
    const { refresh, tables, runId, checks } = await run()
    expect(await digestsOfAll(staging.url)).not.toEqual(full)
    expect(checks.find(({ name }) => name === 'foreign keys')?.note).toMatch(/: orders\.\w+: 1 row whose users row/)
    const { rowsRead, changes } = tables.find(({ table }) => table === 'orders')!
    expect(changes).toMatchObject({ written: 5, removed: expect.any(Number) })
    const stored = receiptsOf(folder, runId).filter(({ chunk, stayed }) => chunk.table === 'orders' && stayed)
    expect(stored.map(({ rowsRead, stayed, removed }) => [rowsRead - stayed!.rows, removed])).toEqual([
      [1, undefined],
      [1, undefined],
      [1, undefined],
      [1, [500]],
      [1, undefined],
    ])
    // All but the last chunk, behind which rows were seeded.
    expect(refresh?.reused?.rows).toBeGreaterThanOrEqual(rowsRead - 90 - 5)
    const digests = await digestsOfAll(staging.url)
    // Marks that are gone, or are others, cost work alone, and the record tells of it.
    const runs = join(folder, 'artifacts/runs')
    for (const marks of readdirSync(runs)
      .map((run) => join(runs, run, 'receipts/marks'))
      .filter((marks) => existsSync(marks))) {
      const files = readdirSync(marks, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
      // All of them, one way or the other: only marks of chunks in which a row changed are looked at.
      for (const [at, { parentPath, name }] of files.entries()) {
        const path = join(parentPath, name)
        if (at % 2 === 0) rmSync(path)
        else writeFileSync(path, readFileSync(path).fill(1, 8, 9))
      }
    }
    const { outcome, refresh: doubted } = await run()
    expect([outcome, doubted?.altered]).toEqual(['published', ['the receipts of orders']])
    expect(await digestsOfAll(staging.url)).toEqual(digests)
    const apart = await freshDatabase(server, 'other')
    await succeed('run', ...runFlags(source.url, apart.url, folder, policy))
    expect(await digestsOfAll(apart.url)).toEqual(digests)
  })
})

function receiptsOf(folder: string, runId: string): SnapshotReceipt[] {
  const receipts = join(folder, 'artifacts/runs', runId, 'receipts/snapshot')
  return readdirSync(receipts, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .flatMap(({ parentPath, name }) => JSON.parse(readFileSync(join(parentPath, name), 'utf8')))
    .sort((a, b) => a.chunk.n - b.chunk.n)
}

async function oldestGeneration(url: string): Promise<string> {
  const [[schema] = []] = await runSql(
    url,
    `SELECT table_schema FROM information_schema.tables
     WHERE table_name = 'nightmask_marker' AND table_schema LIKE CONCAT(DATABASE(), '_nm_p_%') ORDER BY 1 LIMIT 1`,
  )
  return `\`${schema}\``
}
