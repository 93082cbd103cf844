import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fillSchema } from '../../../../cli/generate/fill-schema.ts'
import { withoutTriggers } from '../../../../cli/generate/set-triggers-aside.ts'
import { silentProgress } from '../../../../cli/progress.ts'
import { introspect } from '../../../../shared/adapters/mysql/catalog/introspect.ts'
import { countDuplicatesSql, countOrphansSql } from '../../../../shared/adapters/mysql/reading/integrity.ts'
import { openWire } from '../../../../shared/adapters/mysql/wire/connect.ts'
import { schemaPack } from '../../../../shared/seeding/schema/edge-cases/schema-pack.ts'
import { parseSchemaShape } from '../../../../shared/seeding/schema/parse-schema-shape.ts'
import { schemaShape } from '../../../../shared/seeding/schema/schema-shape.ts'
import { createSql, type RandomSchema, randomSchema } from '../../../fixtures/random-schema.ts'
import { describeEachServer, freshDatabase, runSql, type TestServer } from '../../../setup/servers.ts'
import { contextOf, findCase, insertCases } from '../seed-database.ts'

/** As many random schemas are tried on each server; a hundred take about a minute. */
const schemas = Number(process.env.NIGHTMASK_TEST_SCHEMAS ?? 4)
const rows = 30

async function madeEmpty(server: TestServer, schema: RandomSchema) {
  const database = await freshDatabase(server, 'random')
  await runSql(database.url, createSql(schema).join('; '))
  return database
}

/** Rows that break a foreign key, a unique key or a CHECK, counted by SQL of the test's own. */
async function violations({ name, url }: { name: string; url: string }): Promise<string[]> {
  const wire = await openWire(url, 'plain')
  const { tables } = await introspect(wire, name)
  const found: string[] = []
  const count = async (what: string, sql: string) => {
    const [[number] = []] = await wire.query(sql)
    if (number !== '0') found.push(`${what}: ${number}`)
  }
  for (const table of tables) {
    for (const key of table.foreignKeys)
      await count(`${table.name} ${key.name}`, countOrphansSql(name, table.name, key))
    for (const key of table.uniqueKeys)
      await count(`${table.name} ${key.name}`, countDuplicatesSql(name, table.name, key))
    for (const { name: check, expression } of table.checks)
      await count(`${table.name} ${check}`, `SELECT COUNT(*) FROM \`${table.name}\` WHERE (${expression}) IS FALSE`)
  }
  wire.close()
  return found
}

async function digestOf({ name, url }: { name: string; url: string }): Promise<string> {
  const hash = createHash('sha256')
  for (const [table] of await runSql(
    url,
    `SELECT table_name FROM information_schema.tables WHERE table_schema = '${name}' ORDER BY 1`,
  )) {
    const columns = await runSql(
      url,
      `SELECT column_name FROM information_schema.columns WHERE table_schema = '${name}' AND table_name = '${table}' ORDER BY ordinal_position`,
    )
    const cells = columns.map(([column]) => `HEX(\`${column}\`)`).join(', ')
    hash.update(
      `${table} ${JSON.stringify(await runSql(url, `SELECT ${cells} FROM \`${table}\` ORDER BY ${columns.map((_, at) => at + 1)}`))}`,
    )
  }
  return hash.digest('hex')
}

describeEachServer('any schema', (server) => {
  it('is filled with rows that break no key and no CHECK, and what cannot be had is named', async () => {
    await fc.assert(
      fc.asyncProperty(randomSchema(), async (schema) => {
        const database = await madeEmpty(server, schema)
        const filled = await fillSchema(database.url, () => schemaShape.parse({ rows }), silentProgress)
        expect(await violations(database)).toEqual([])
        for (const [table, count] of Object.entries(filled.rows)) {
          expect((await runSql(database.url, `SELECT COUNT(*) FROM ${table}`))[0]).toEqual([String(count)])
          if (count !== rows) expect(filled.unmet.join()).toContain(`${table}: `)
        }
      }),
      { numRuns: schemas, seed: 20261031, endOnFailure: true },
    )
  }, 600_000)

  it('takes the edges of every column beside them, each found by its name', async () => {
    await fc.assert(
      fc.asyncProperty(randomSchema(4), async (schema) => {
        const database = await madeEmpty(server, schema)
        await fillSchema(database.url, () => schemaShape.parse({ rows }), silentProgress)
        const { cases } = await schemaPack.cases(await contextOf(database))
        if (cases.length > 0) await insertCases(await contextOf(database), database.url, cases)
        expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
        expect(await violations(database)).toEqual([])
        for (const one of cases.filter((_, at) => at % 10 === 0))
          expect(await findCase(database.url, one)).not.toBeNull()
      }),
      { numRuns: Math.ceil(schemas / 2), seed: 42, endOnFailure: true },
    )
  }, 600_000)

  it('has the same bytes from the same seed and others from another', async () => {
    const [schema] = fc.sample(randomSchema(), { numRuns: 1, seed: 7 })
    const digests = []
    for (const seed of [1, 1, 1, 2]) {
      const database = await madeEmpty(server, schema!)
      await fillSchema(database.url, () => schemaShape.parse({ rows, seed }), silentProgress)
      digests.push(await digestOf(database))
    }
    expect(digests.slice(0, 3)).toEqual([digests[0], digests[0], digests[0]])
    expect(digests[3]).not.toBe(digests[0])
  })

  it('follows the shape file, leaves triggers as they were and refuses tables that hold rows', async () => {
    const { url } = await freshDatabase(server, 'shaped')
    await runSql(
      url,
      `CREATE TABLE customer (id INT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(60) NOT NULL UNIQUE, full_name VARCHAR(60) NOT NULL, tier VARCHAR(9), born DATE);
       CREATE TABLE visit (customer_id INT NOT NULL, started_at DATETIME NOT NULL, ended_at DATETIME NOT NULL, FOREIGN KEY (customer_id) REFERENCES customer (id), CHECK (ended_at > started_at));
       CREATE TRIGGER stamp BEFORE INSERT ON customer FOR EACH ROW SET NEW.tier = 'by trigger'`,
    )
    const shape = `tables: { customer: { count: 50, columns: { tier: { values: { gold: 1, iron: 3 }, nulls: 0 }, born: { min: 2000-01-01, max: 2000-12-31 } } }, visit: { count: 200 } }`
    const fill = () => fillSchema(url, (schema) => parseSchemaShape(shape, 'shape.yaml', schema), silentProgress)
    expect((await fill()).rows).toEqual({ customer: 50, visit: 200 })
    expect(await runSql(url, 'SELECT DISTINCT tier FROM customer ORDER BY 1')).toEqual([['gold'], ['iron']])
    expect(await runSql(url, 'SELECT COUNT(*) FROM customer WHERE born IS NOT NULL AND YEAR(born) <> 2000')).toEqual([
      ['0'],
    ])
    expect(await runSql(url, "SELECT COUNT(*) FROM customer WHERE email NOT LIKE '%@mail.example'")).toEqual([['0']])
    expect(
      await runSql(url, 'SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()'),
    ).toEqual([['stamp']])
    await expect(fill()).rejects.toThrow(/customer, visit hold rows already/)
  })

  it('fills columns that look like undeclared references with keys of rows that exist', async () => {
    const { url } = await freshDatabase(server, 'likely')
    await runSql(
      url,
      `CREATE TABLE my_categories (id_category INT UNSIGNED PRIMARY KEY, name VARCHAR(20) NOT NULL);
       CREATE TABLE my_buyer (id_buyer INT UNSIGNED PRIMARY KEY, boxId INT UNSIGNED NOT NULL);
       CREATE TABLE my_boxes (id INT UNSIGNED PRIMARY KEY, category_id INT UNSIGNED NOT NULL, label VARCHAR(9) NOT NULL);
       CREATE TABLE my_cart (id_cart INT PRIMARY KEY, id_buyer INT UNSIGNED NOT NULL, id_category BIGINT NOT NULL)`,
    )
    await fillSchema(url, () => schemaShape.parse({ rows }), silentProgress)
    const strays = (from: string, column: string, to: string, key: string) =>
      runSql(
        url,
        `SELECT COUNT(*) FROM ${from} LEFT JOIN ${to} ON ${to}.${key} = ${from}.${column} WHERE ${to}.${key} IS NULL`,
      )
    expect(await strays('my_boxes', 'category_id', 'my_categories', 'id_category')).toEqual([['0']])
    expect(await strays('my_buyer', 'boxId', 'my_boxes', 'id')).toEqual([['0']])
    expect(await strays('my_cart', 'id_buyer', 'my_buyer', 'id_buyer')).toEqual([['0']])
    // Of another type than the key: not taken for a reference.
    expect(await strays('my_cart', 'id_category', 'my_categories', 'id_category')).not.toEqual([['0']])
  })

  it('leaves the tables empty and the triggers in place when the server refuses a row', async () => {
    const { url } = await freshDatabase(server, 'refused')
    await runSql(
      url,
      `CREATE TABLE first (id INT PRIMARY KEY);
       CREATE TABLE second (id INT PRIMARY KEY, code VARCHAR(9), first_letter CHAR(1) AS (LEFT(code, 1)) VIRTUAL UNIQUE);
       CREATE TRIGGER stamp BEFORE INSERT ON second FOR EACH ROW SET NEW.code = 'by trigger'`,
    )
    await expect(fillSchema(url, () => schemaShape.parse({}), silentProgress)).rejects.toThrow(
      /^table second, key first_letter: .*1062/,
    )
    expect(await runSql(url, 'SELECT (SELECT COUNT(*) FROM first), (SELECT COUNT(*) FROM second)')).toEqual([
      ['0', '0'],
    ])
    const names = await runSql(url, 'SHOW TRIGGERS')
    expect(names.map(([name]) => name)).toEqual(['stamp'])
    expect((await runSql(url, 'SHOW TABLES')).flat()).toEqual(['first', 'second'])
  })

  it('gets triggers back that a killed try had set aside', async () => {
    const { name, url } = await freshDatabase(server, 'killed')
    await runSql(
      url,
      'CREATE TABLE t (id INT PRIMARY KEY); CREATE TRIGGER `it``s` BEFORE INSERT ON t FOR EACH ROW SET @seen = 1',
    )
    const triggers = () =>
      runSql(
        url,
        'SELECT trigger_name, action_statement FROM information_schema.triggers WHERE trigger_schema = DATABASE()',
      )
    const before = await triggers()
    const wire = await openWire(url, 'staging')
    const killed = withoutTriggers(wire, name, await introspect(wire, name), async () => wire.destroy())
    await expect(killed).rejects.toThrow()
    expect(await triggers()).toEqual([])
    await fillSchema(url, () => schemaShape.parse({ rows: 3 }), silentProgress)
    expect(await triggers()).toEqual(before)
  })
})

it('a shape file is refused with every unknown name and its line', () => {
  const table = { name: 'customer', columns: [{ name: 'email', generated: false }], foreignKeys: [] }
  const parse = (text: string) => parseSchemaShape(text, 'shape.yaml', { tables: [table] } as never)
  expect(() =>
    parse(
      'rows: 5\ntables:\n  custmer: {}\n  customer:\n    columns: { emial: { nulls: 0 }, email: { faker: location.ciy } }\n',
    ),
  ).toThrow(
    'shape.yaml: 3 problems — line 3, custmer is no table of the target (customer?); line 5, customer has no column emial that is stored (email?); line 5, customer.email: faker has no method location.ciy; they are listed at fakerjs.dev/api',
  )
})

it("the testers' page shows a shape that is taken as it stands", () => {
  const page = readFileSync('docs/edge-cases.md', 'utf8')
  const [, text] = /```yaml\n([^`]*schema-shape\.schema\.json[^`]*)```/.exec(page) ?? []
  const named = (name: string, columns: readonly string[]) => ({
    name,
    columns: columns.map((column) => ({ name: column, generated: false })),
    foreignKeys: [],
  })
  const tables = [named('customer', ['tier', 'credit_limit', 'nickname']), named('visit', [])]
  expect(parseSchemaShape(text!, 'shape.yaml', { tables } as never).tables.customer?.count).toBe(5000)
})
