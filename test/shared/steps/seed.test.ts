import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { Ports } from '../../../shared/ports.ts'
import { quoteName, quoteText } from '../../../shared/schema/quote.ts'
import { publish } from '../../../shared/steps/publish.ts'
import { seed } from '../../../shared/steps/seed.ts'
import { verify } from '../../../shared/steps/verify.ts'
import { describeEachServer, freshDatabase, runSql } from '../../setup/servers.ts'
import { loadAll, localPorts, planOf } from './local-run.ts'

const shop = `${readFileSync('examples/shop/schema.sql', 'utf8')}
  INSERT INTO users (email, full_name, password) VALUES ('a@example.com', 'A', 'x');
  INSERT INTO products (name, price, category) VALUES ('P', 9.5, 'c')`
const clinic = readFileSync('test/fixtures/clinic.sql', 'utf8')

async function refresh(plan: Plan, ports: Ports) {
  const { runId } = plan
  await loadAll(plan, ports)
  await seed({ runId }, ports)
  return verify({ runId }, ports)
}

describeEachServer('the seed step', (server) => {
  it.each([
    ['a clinic', clinic, ['run-1', 'run-2']],
    ['a shop, and its own cases', shop, ['run-2']],
    [
      'every trap of types and names',
      ['traps', `traps.${server.name}`].map((file) => readFileSync(`test/fixtures/${file}.sql`, 'utf8')).join('\n'),
      ['run-2'],
    ],
  ])(
    'leaves the edges of %s in a published staging, once however often it is refreshed, each under its name',
    async (_, sql, runs) => {
      const source = await freshDatabase(server, 'seeds')
      const staging = await freshDatabase(server, 'seeded')
      await runSql(source.url, sql)
      const ports = await localPorts(source, staging)
      for (const runId of runs) {
        const plan = { ...(await planOf(ports, runId)), seed: { value: 42, edgeCases: ['shop', 'schema'] } }
        const { checks } = await refresh(plan, ports)
        expect(checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
        await publish({ runId }, ports)
      }
      const catalogue = await runSql(
        staging.url,
        'SELECT name, table_name, CAST(key_json AS CHAR) FROM nightmask_edge_cases',
      )
      expect(catalogue.length).toBeGreaterThan(60)
      expect(new Set(catalogue.map(([name]) => name)).size).toBe(catalogue.length)
      expect(await ports.catalogue.read('run-2')).toHaveLength(catalogue.length)
      const places = new Set(
        catalogue.map(([, table, key]) => {
          const same = Object.entries(JSON.parse(key!) as Record<string, string>).map(
            ([column, value]) => `${quoteName(column)} = ${quoteText(value)}`,
          )
          return `${quoteName(table!)} WHERE ${same.join(' AND ')}`
        }),
      )
      const counts = [...places].map((place) => `SELECT COUNT(*) FROM ${place}`)
      expect(new Set((await runSql(staging.url, counts.join(' UNION ALL '))).flat())).toEqual(new Set(['1']))
      const refused = (await ports.notes.read('run-2', 'leftOut'))!.filter((reason) =>
        reason.includes('server answered'),
      )
      expect(refused).toEqual([])
    },
    60_000,
  )

  it('leaves every edge that the page for testers names in a published staging, under the name of its column', async () => {
    const source = await freshDatabase(server, 'seeds')
    const staging = await freshDatabase(server, 'seeded')
    await runSql(
      source.url,
      `CREATE TABLE everything (id BIGINT PRIMARY KEY, amount DECIMAL(9, 2) NULL, moment DATETIME NULL, clock TIME NULL, words VARCHAR(200) NULL,
         novel LONGTEXT NULL, code VARCHAR(9) NULL CHECK (CHAR_LENGTH(code) >= 3), listed VARCHAR(9) NULL CHECK (listed IN ('one', 'two')),
         kind ENUM('a', 'b') NULL, flags SET('a', 'b') NULL, doc JSON NULL, bytes VARBINARY(9) NULL, fixed BINARY(4) NULL, bits BIT(5) NULL, place POINT NULL)`,
    )
    const ports = await localPorts(source, staging)
    const plan = { ...(await planOf(ports, 'run-1')), seed: { value: 42, edgeCases: ['schema'] } }
    await refresh(plan, ports)
    await publish({ runId: 'run-1' }, ports)
    const [, rows] = /\| columns \| `<what>` \|\n\|---\|---\|\n([\s\S]*?)\n\n/.exec(
      readFileSync('docs/edge-cases.md', 'utf8'),
    )!
    const promised = rows!
      .split('\n')
      .flatMap((row) => [...row.split('|')[2]!.matchAll(/`([a-z-]+)`/g)].map(([, what]) => what!))
    const names = (await runSql(staging.url, 'SELECT name FROM nightmask_edge_cases')).map(([name]) => name!)
    const found = names.map((name) => /^schema\/everything\/(?:[a-z]+)-(.*)$/.exec(name)?.[1])
    expect(promised.length).toBeGreaterThan(50)
    expect(promised.filter((what) => !found.includes(what))).toEqual([])
  })

  it('gives up the one case that the server refuses, with its reason, and keeps the others', async () => {
    const source = await freshDatabase(server, 'seeds')
    const staging = await freshDatabase(server, 'seeded')
    await runSql(
      source.url,
      'CREATE TABLE codes (id INT PRIMARY KEY, code VARCHAR(20) NULL, low VARCHAR(20) AS (LOWER(code)) STORED UNIQUE)',
    )
    const ports = await localPorts(source, staging)
    const cases = [
      { name: 'good', description: 'x', table: 'codes', values: { code: 'twice' } },
      { name: 'bad', description: 'x', table: 'codes', values: { code: 'TWICE' } },
    ]
    const plan = {
      ...(await planOf(ports, 'run-1')),
      seed: { value: 42, edgeCases: [], cases: cases.map((one) => ({ ...one, rows: [] })) },
    }
    const { checks } = await refresh(plan as Plan, ports)
    expect((await ports.catalogue.read('run-1')).map(({ name }) => name)).toEqual(['good'])
    expect(await ports.notes.read('run-1', 'leftOut')).toEqual([expect.stringMatching(/^bad: /)])
    expect(
      checks.filter(({ name }) => name.startsWith('edge cases')).map(({ name, verdict }) => [name, verdict]),
    ).toEqual([
      ['edge cases', 'passed'],
      ['edge cases left out', 'skipped'],
    ])
  })
})
