import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { digestsOfAll } from './compare.ts'
import { freshFolder, nightmask } from './nightmask.ts'
import { succeed } from './shop.ts'

const named = [...readFileSync('docs/edge-cases.md', 'utf8').matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(
  ([, name]) => name!,
)
const sizes = ['--users', '60', '--products', '40', '--orders', '200', '--reviews', '90', '--seed', '5']

describeEachServer('a shop refreshed twice', (server) => {
  it('has every edge case that the page for testers names, and those of its configuration, once each', async () => {
    const folder = freshFolder()
    const source = await freshDatabase(server, 'edges')
    const staging = await freshDatabase(server, 'edged')
    await succeed('generate', '--target', source.url, ...sizes)
    await succeed('key', 'new', '--key-file', join(folder, 'key'))
    writeFileSync(
      join(folder, 'nightmask.yaml'),
      `source: { url: "${source.url}" }
staging: { url: "${staging.url}" }
policy: ${resolve('examples/shop/policy.yaml')}
key: { file: ${join(folder, 'key')} }
artifacts: file:${join(folder, 'artifacts')}
seed:
  edge_cases: [shop, schema]
  cases:
    - { name: vip, description: A customer., table: users, values: { email: vip@edge-case.example, full_name: Vera Contract } }
    - { name: vip-order, description: Hers., table: orders, values: { user_id: { row: vip }, product_id: { any: products } } }
`,
    )
    const run = ['run', '-c', join(folder, 'nightmask.yaml'), '--json']
    await succeed(...run)
    const { record } = JSON.parse(await succeed(...run)) as { record: AuditRecord }

    const catalogue = await runSql(
      staging.url,
      "SELECT name, table_name, JSON_VALUE(key_json, '$.id') FROM nightmask_edge_cases",
    )
    const names = catalogue.map(([name]) => name!)
    expect(names).toEqual(expect.arrayContaining([...named, 'order-refunded', 'vip', 'vip-order']))
    expect(names.filter((name) => name.startsWith('schema/')).length).toBeGreaterThan(30)
    expect(record.edgeCases.map(({ name }) => name).sort()).toEqual([...names].sort())
    // The way of docs/edge-cases.md: by name to the key, by the key to the row.
    const counts = catalogue.map(([, table, id]) => `SELECT COUNT(*) FROM ${table} WHERE id = ${Number(id)}`)
    expect(new Set((await runSql(staging.url, counts.join(' UNION ALL '))).flat())).toEqual(new Set(['1']))
    const orders = `SELECT COUNT(*) FROM orders JOIN nightmask_edge_cases ON user_id = JSON_VALUE(key_json, '$.id')`
    expect(await runSql(staging.url, `${orders} WHERE name = 'user-with-1000-orders'`)).toEqual([['1000']])
    expect(await runSql(staging.url, `${orders} WHERE name = 'vip'`)).toEqual([['1']])
    expect(await runSql(source.url, 'SELECT COUNT(*), MAX(id) FROM users')).toEqual([['60', '60']])

    const config = join(folder, 'nightmask.yaml')
    // A tester is told as whom to log in: an account of production that is there, with the password that the policy names for all.
    const [, account] =
      /Log in +as (\S+), or any other users\.email, with the password staging-only/.exec(
        (await succeed('cases', 'vip', '-c', config)).replaceAll(/\s+/g, ' '),
      ) ?? []
    expect(await runSql(staging.url, `SELECT id < 100 FROM users WHERE email = '${account}'`)).toEqual([['1']])
    // Staging is looked at where a configuration names it.
    expect(await succeed('audit', 'show', '-c', config)).not.toContain('Staging was not looked at')
    writeFileSync(config, readFileSync(config, 'utf8').replace('full_name: Vera', 'fullname: Vera'))
    const old = await digestsOfAll(staging.url)
    for (const command of ['plan', 'run']) {
      const { exitCode, stderr } = await nightmask(command, '-c', config)
      expect([exitCode, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
        2,
        expect.stringMatching(/yaml: 1 problem — line 9, users has no column fullname \(full_name\?\)/),
      ])
    }
    expect(await digestsOfAll(staging.url)).toEqual(old)
  })
})
