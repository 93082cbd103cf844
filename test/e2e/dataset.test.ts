import { beforeAll, expect, it } from 'vitest'
import { describeEachServer, runSql } from '../setup/servers.ts'
import { digestsOfAll } from './compare.ts'
import { nightmask } from './nightmask.ts'
import { freshShop, type ShopRun, succeed } from './shop.ts'

describeEachServer('a dataset out of production', (server) => {
  let shop: ShopRun
  beforeAll(async () => {
    shop = await freshShop(server, 0.3)
  })

  it('that is asked for wrongly is refused before anything is made', async () => {
    const wrong = await nightmask('run', ...shop.flags, '--from', 'order', '--where', '1) OR (1')
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringMatching(/2 problems/)])
    expect(wrong.stderr).toMatch(/from: no table order \(orders\?\)/)
    expect(wrong.stderr).toMatch(/where closes a bracket that it did not open/)
    expect(await schemas(shop)).toEqual([])
  })

  it('is closed, masked like staging, in a schema of its own that expires, and leaves staging alone', async () => {
    await succeed('run', ...shop.flags)
    const before = await digestsOfAll(shop.staging.url)
    const ask = ['--from', 'users', '--limit', '150', '--children', 'orders,reviews']

    const plan = JSON.parse(await succeed('plan', ...shop.flags, ...ask, '--json'))
    expect(plan.dataset.join('\n')).toMatch(/users +150 +asked for/)
    expect(await schemas(shop)).toEqual([])

    const { record } = JSON.parse(await succeed('run', ...shop.flags, ...ask, '--json'))
    const dataset = `${shop.staging.name}_ad_hoc`
    expect(record).toMatchObject({ outcome: 'published', dataset: 'ad-hoc', staging: { database: dataset } })
    expect(record.checks.filter(({ verdict }: { verdict: string }) => verdict === 'failed')).toEqual([])
    const counts = Object.fromEntries(
      record.tables.map(({ table, rowsLoaded }: { table: string; rowsLoaded: number }) => [table, rowsLoaded]),
    )
    expect(plan.dataset.join('\n')).toMatch(new RegExp(`orders +${counts.orders} `))
    expect(counts.users).toBe(150)
    expect(await orphans(shop, dataset)).toEqual(['0', '0', '0', '0'])
    expect(await belonging(shop, dataset)).toEqual([String(counts.orders), String(counts.reviews)])
    expect(await strangers(shop, dataset)).toBe('0')
    expect(await digestsOfAll(shop.staging.url)).toEqual(before)

    // Its time has come: the next run drops it. This one makes it anew, of the same rows, by one thread.
    const first = await digestsOfAll(`${server.url}/${dataset}`)
    await runSql(server.url, `UPDATE ${dataset}.nightmask_marker SET expires_at = '2020-01-01'`)
    await succeed('run', ...shop.flags, ...ask, '--workers', '1')
    expect(await schemas(shop)).toEqual([dataset])
    expect(await digestsOfAll(`${server.url}/${dataset}`)).toEqual(first)

    // An order whose product production has lost is production's own, in a dataset too.
    const [[order] = []] = await runSql(server.url, `SELECT MIN(id) FROM ${dataset}.orders`)
    await runSql(
      shop.source.url,
      `SET foreign_key_checks = 0; UPDATE orders SET product_id = 4000000 WHERE id = ${order}`,
    )
    // A name of somebody who is not in the dataset, in a column of it that is kept.
    await runSql(
      shop.source.url,
      `UPDATE products SET name = (SELECT CONCAT('as ', full_name, ' says') FROM users WHERE id NOT IN (SELECT id FROM ${dataset}.users) LIMIT 1)
       WHERE id IN (SELECT product_id FROM ${dataset}.orders)`,
    )
    const own = await nightmask('run', ...shop.flags, ...ask, '--json')
    expect([own.exitCode, own.stderr]).toEqual([
      4,
      expect.stringMatching(/products\.name.*real value.*users\.full_name/),
    ])
    const { checks } = JSON.parse(own.stdout).record
    const named = (wanted: string) => checks.find(({ name }: { name: string }) => name === wanted)
    expect(named('foreign keys')).toMatchObject({
      verdict: 'passed',
      note: expect.stringMatching(/^Production's own.*orders\.orders_product: 1 row /),
    })
    expect(named('kinds not searched for').findings).toContainEqual(
      expect.stringMatching(/^people who are not in the dataset and came since run /),
    )
  })
})

/** Schemas of datasets beside staging. */
async function schemas({ staging }: ShopRun): Promise<string[]> {
  const name = `${staging.name}_ad_hoc`
  const rows = await runSql(
    staging.url,
    `SELECT schema_name FROM information_schema.schemata WHERE LEFT(schema_name, ${name.length}) = '${name}' ORDER BY 1`,
  )
  return rows.map(([name]) => name ?? '')
}

async function orphans({ staging }: ShopRun, dataset: string): Promise<(string | null)[]> {
  const links = [
    'orders.user_id users',
    'orders.product_id products',
    'reviews.user_id users',
    'reviews.product_id products',
  ]
  const counts = links.map((link) => {
    const [, table, column, target] = /(\w+)\.(\w+) (\w+)/.exec(link)!
    return `(SELECT COUNT(*) FROM ${dataset}.${table} c LEFT JOIN ${dataset}.${target} p ON p.id = c.${column} WHERE p.id IS NULL)`
  })
  return (await runSql(staging.url, `SELECT ${counts.join(', ')}`))[0]!
}

/** Orders and reviews that production has of the dataset's users. */
async function belonging({ source, staging }: ShopRun, dataset: string): Promise<(string | null)[]> {
  const counts = ['orders', 'reviews'].map(
    (table) => `(SELECT COUNT(*) FROM ${source.name}.${table} WHERE user_id IN (SELECT id FROM ${dataset}.users))`,
  )
  return (await runSql(staging.url, `SELECT ${counts.join(', ')}`))[0]!
}

/** Users whose pseudonyms differ between the dataset and staging. */
async function strangers({ staging }: ShopRun, dataset: string): Promise<string | null | undefined> {
  const [[count] = []] = await runSql(
    staging.url,
    `SELECT COUNT(*) FROM ${dataset}.users d LEFT JOIN ${staging.name}.users s
       ON s.id = d.id AND s.email = d.email AND s.full_name = d.full_name AND s.password = d.password WHERE s.id IS NULL`,
  )
  return count
}
