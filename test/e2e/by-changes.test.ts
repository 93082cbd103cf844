import { expect, it } from 'vitest'
import type { AuditRecord } from '../../shared/audit/record.ts'
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
})

async function oldestGeneration(url: string): Promise<string> {
  const [[schema] = []] = await runSql(
    url,
    `SELECT table_schema FROM information_schema.tables
     WHERE table_name = 'nightmask_marker' AND table_schema LIKE CONCAT(DATABASE(), '_nm_p_%') ORDER BY 1 LIMIT 1`,
  )
  return `\`${schema}\``
}
