import { quote } from '../../../faults/lane/sql.ts'
import { Database } from '../database.ts'
import type { HistoryKind } from '../kind.ts'
import { insertSql, keptFrom, someRows } from '../rows.ts'
import { rowTables } from '../source-schema.ts'
import { drawValue } from '../values.ts'
import type { World } from '../world.ts'

const family = 'testers'

export const testerKinds: readonly HistoryKind[] = [
  inOne('testers change rows', async ({ chance }, schema) => {
    const table = chance.pick(rowTables)
    const [column, content] = chance.pick(Object.entries(table.columns))
    for (const row of await someRows(chance, schema, table, chance.between(1, 8)))
      await schema.tries(
        `UPDATE ${table.name} SET ${column} = ${await drawValue(chance, content, schema)} WHERE ${row}`,
      )
    return `${table.name}.${column}`
  }),
  inOne('testers add rows', async ({ chance }, schema) => {
    const table = chance.pick(rowTables)
    for (let n = chance.between(1, 8); n > 0; n--)
      await schema.tries(await insertSql(chance, schema, table, chance.pick(['INSERT', 'REPLACE'])))
    return table.name
  }),
  inOne('testers delete rows', async ({ chance }, schema) => {
    const table = chance.pick(rowTables)
    for (const row of await someRows(chance, schema, table, chance.between(1, 8)))
      await schema.tries(`DELETE FROM ${table.name} WHERE ${row}`)
    return table.name
  }),
  inOne('testers change keys', async ({ chance }, schema) => {
    const [table, statement] = chance.pick([
      ['account_notes', 'UPDATE account_notes SET id = id + 1 ORDER BY id DESC'],
      ['orders', 'UPDATE orders SET id = id + 5000 WHERE id % 7 = 0'],
      ['products', 'UPDATE products SET code = UPPER(code)'],
      ['phrases', "UPDATE phrases SET code = CONCAT(code, 'y') WHERE lang = 'de'"],
      ['prefs', "UPDATE IGNORE prefs SET channel = 'phone'"],
      ['tokens', 'UPDATE tokens SET id = REVERSE(id)'],
      ['accounts', 'UPDATE accounts SET mail = UPPER(mail)'],
    ] as const)
    await schema.tries(statement)
    return table
  }),
  inOne('testers empty a table', async ({ chance }, schema) => {
    const table = chance.pick(rowTables).name
    await schema.tries(`DELETE FROM ${table}${table === 'people' ? ` WHERE id < ${keptFrom}` : ''}`)
    return table
  }),
  inOne('testers exchange unique values', async ({ chance }, schema) => {
    const [table, column] = chance.pick([
      ['people', 'login'],
      ['people', 'mail'],
      ['tokens', 'secret'],
    ] as const)
    const key = 'id'
    const where = table === 'people' ? `WHERE id < ${keptFrom}` : ''
    const all = await schema.column(
      `SELECT CONCAT("x'", HEX(CAST(${key} AS BINARY)), "'") FROM ${table} ${where} ORDER BY ${key}`,
    )
    const [one, other] = chance.some(all, 2)
    if (!one || !other) return 'none'
    const of = async (row: string) =>
      (
        await schema.column(
          `SELECT CONCAT("_utf8mb4 x'", HEX(${column}), "'") FROM ${table} WHERE CAST(${key} AS BINARY) = ${row}`,
        )
      )[0] ?? 'NULL'
    const [first, second] = [await of(one), await of(other)]
    const set = (row: string, value: string) =>
      schema.tries(`UPDATE ${table} SET ${column} = ${value} WHERE CAST(${key} AS BINARY) = ${row}`)
    if (await set(one, "'between'")) if (await set(other, first)) await set(one, second)
    return `${table}.${column}`
  }),
  inOne('testers change definitions', async ({ chance }, schema) => {
    const statement = chance.pick([
      'ALTER TABLE products ADD COLUMN qa INT NOT NULL DEFAULT 1',
      'ALTER TABLE orders DROP INDEX placed',
      'ALTER TABLE people DROP INDEX login',
      'ALTER TABLE tokens MODIFY secret VARCHAR(60) NOT NULL',
      'ALTER TABLE account_notes DROP FOREIGN KEY note_account',
      'ALTER TABLE orders AUTO_INCREMENT = 77777',
      "ALTER TABLE prefs COMMENT = 'tried'",
      'ALTER TABLE prefs DROP PRIMARY KEY, ADD PRIMARY KEY (person_id, channel)',
      'ALTER TABLE phrases CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
      'CREATE TRIGGER qa_products BEFORE INSERT ON products FOR EACH ROW SET NEW.stock = 999',
      'CREATE TRIGGER qa_orders BEFORE DELETE ON orders FOR EACH ROW DELETE FROM visits',
      'ALTER TABLE products ADD CONSTRAINT qa_stock CHECK (stock < 100000000)',
      'ALTER TABLE products ADD UNIQUE KEY qa_unique (code, title)',
      'ALTER TABLE counters ENGINE = MyISAM',
      'ALTER TABLE counters ROW_FORMAT = COMPRESSED',
      'CREATE TABLE qa_own (id INT PRIMARY KEY)',
      'DROP TABLE visits',
      'ALTER TABLE visits RENAME TO qa_visits',
      'DROP VIEW spent',
    ])
    // What is not there, or is there already, is not changed.
    const done = await schema.rows(statement).then(
      () => true,
      () => false,
    )
    return done ? statement : 'none'
  }),
  {
    // It puts the first night by changes off, as testers do not.
    family: 'generations',
    name: 'a generation before is dropped',
    strike: async ({ chance, a }) => {
      const [, ...before] = await a.generations()
      if (before.length === 0 || chance.happens(0.6)) return 'none'
      const schema = chance.pick(before)
      await a.database.rows(`DROP DATABASE ${quote(schema)}`)
      return schema
    },
  },
  {
    family,
    name: 'testers write what staging keeps, in both',
    strike: async ({ chance, a, b }) => {
      // B's first night comes when there is something to compare.
      if ((await b.database.rows("SHOW TABLES LIKE 'people'")).length === 0) return 'none'
      const id = keptFrom + chance.below(9)
      const statement = chance.pick([
        `REPLACE INTO people (id, login, mail, name) VALUES (${id}, 'qa${id}', 'qa${id}@test.example', 'Quality ${chance.below(99)}')`,
        `DELETE FROM people WHERE id = ${id}`,
        `REPLACE INTO qa_notes VALUES (${chance.below(5)}, 'note ${chance.below(99)}')`,
      ])
      for (const { database } of [a, b]) await database.tries(statement).catch(() => false)
      return statement.slice(0, 12)
    },
  },
]

/** A kind that takes place in A's live schema or in one of the generations before it. */
function inOne(name: string, strike: (world: World, schema: Database) => Promise<string>): HistoryKind {
  return {
    family,
    name,
    strike: async (world) => {
      const { a, chance } = world
      const schema = chance.pick(await a.generations())
      const database = new Database(a.database.url, schema)
      try {
        if (chance.happens(0.3)) await database.rows('SET foreign_key_checks = 0')
        // A tester's table may be gone, or have other columns, since another tester was there.
        const what = await strike(world, database).catch((error) => `not done: ${String(error).slice(0, 80)}`)
        return `${schema === a.database.name ? 'live' : 'before'}: ${what}`
      } finally {
        database.close()
      }
    },
  }
}
