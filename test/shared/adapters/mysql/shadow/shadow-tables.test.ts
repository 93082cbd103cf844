import { expect, it } from 'vitest'
import { introspect } from '../../../../../shared/adapters/mysql/catalog/introspect.ts'
import { createShadow } from '../../../../../shared/adapters/mysql/shadow/shadow.ts'
import { addForeignKeys, buildIndexes } from '../../../../../shared/adapters/mysql/shadow/shadow-keys.ts'
import { openWire } from '../../../../../shared/adapters/mysql/wire/connect.ts'
import { onTable } from '../../../../../shared/adapters/mysql/wire/error-places.ts'
import type { Plan } from '../../../../../shared/policy/plan.ts'
import { cuttableColumns } from '../../../../../shared/schema/chunks.ts'
import { makingOrder } from '../../../../../shared/schema/made-whole.ts'
import { shadowTableSql } from '../../../../../shared/schema/shadow-ddl.ts'
import { describeEachServer, freshDatabase, runSql, type TestServer } from '../../../../setup/servers.ts'

const tables = `
  CREATE TABLE fixed (a INT PRIMARY KEY) ENGINE=InnoDB ROW_FORMAT=FIXED;
  CREATE TABLE keys_in_order (n INT NOT NULL AUTO_INCREMENT, k VARCHAR(20) NOT NULL, note VARCHAR(9), KEY by_k (k), KEY by_n (n), KEY by_both (n, k), FULLTEXT KEY words (k));
  CREATE TABLE counted_second (g INT NOT NULL, n INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (g, n), KEY by_g (g), KEY by_n (n));
  CREATE TABLE texts (a VARCHAR(9), b ENUM('COLLATE utf8mb4_bin') COLLATE utf8mb4_bin, c TEXT CHARACTER SET latin1, d VARCHAR(9) COMMENT 'COLLATE utf8mb4_bin')
    DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`

async function databases(server: TestServer, sql: string) {
  const [source, shadow] = [await freshDatabase(server, 'ddl'), await freshDatabase(server, 'ddl_shadow')]
  await runSql(source.url, `SET SESSION innodb_strict_mode = 0; ${sql}`)
  const control = await openWire(source.url, 'plain')
  return {
    source,
    shadow,
    control,
    schema: await introspect(control, source.name),
    wire: await openWire(shadow.url, 'staging'),
  }
}

describeEachServer('the tables of a shadow schema', (server) => {
  it("say of themselves what production's say: keys in their order, collations, options that a strict server refuses", async () => {
    const { shadow, control, schema, wire } = await databases(server, tables)
    for (const table of schema.tables) {
      await wire.execute(shadowTableSql(table, shadow.name))
      await buildIndexes(wire, table, shadow.name)
    }
    const made = await introspect(control, shadow.name)
    expect(made.tables.map(({ createSql }) => createSql)).toEqual(schema.tables.map(({ createSql }) => createSql))
    control.close()
    wire.close()
  })

  it('are the same where small tables are made whole, with keys in circles, to themselves and to tables that come later', async () => {
    const circles = `
      CREATE TABLE a (id INT PRIMARY KEY, b_id INT, up INT, KEY b (b_id), KEY up (up));
      CREATE TABLE b (id INT PRIMARY KEY, a_id INT, code INT NOT NULL, UNIQUE KEY code (code), KEY a (a_id), CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id));
      ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b (id), ADD CONSTRAINT a_up FOREIGN KEY (up) REFERENCES a (id) ON DELETE SET NULL;
      CREATE TABLE aa (code INT, KEY code (code), CONSTRAINT aa_b FOREIGN KEY (code) REFERENCES b (code) ON UPDATE CASCADE);
      CREATE TABLE z (id INT PRIMARY KEY) SELECT 1 AS id;
      CREATE TABLE y (z_id INT, KEY z (z_id), CONSTRAINT y_z FOREIGN KEY (z_id) REFERENCES z (id))`
    const { shadow, control, schema, wire } = await databases(server, `${tables}; ${circles}`)
    // One of them is large: what refers to it waits for its keys.
    const described = schema.tables.map((table) => (table.name === 'z' ? { ...table, rowsEstimate: 1e6 } : table))
    const order = makingOrder(described)
    const whole = order.flatMap(({ table, foreignKeys }) => (foreignKeys ? `${table.name} ${[...foreignKeys]}` : []))
    expect(whole).toEqual(['b ', 'a a_b,a_up', 'aa aa_b', 'counted_second ', 'fixed ', 'texts ', 'y '])
    for (const { table, foreignKeys } of order) await wire.execute(shadowTableSql(table, shadow.name, foreignKeys))
    for (const { table, foreignKeys } of order) if (!foreignKeys) await buildIndexes(wire, table, shadow.name)
    await addForeignKeys(wire, described, { schema, shadow: shadow.name })
    const made = await introspect(control, shadow.name)
    expect(made.tables.map(({ createSql }) => createSql)).toEqual(schema.tables.map(({ createSql }) => createSql))
    control.close()
    wire.close()
  })

  it('are named in every error of the server, with the column, key or CHECK that it names and no value', async () => {
    const { shadow, control, schema, wire } = await databases(
      server,
      'CREATE TABLE people (id INT PRIMARY KEY, mail VARCHAR(40), age INT NOT NULL, UNIQUE KEY one_mail (mail), CONSTRAINT of_age CHECK (age > 17))',
    )
    const [table] = schema.tables
    await wire.execute(shadowTableSql(table!, shadow.name))
    await buildIndexes(wire, table!, shadow.name)
    await wire.execute("INSERT INTO people VALUES (1, 'secret', 20)")
    const told = (sql: string) =>
      onTable(wire, table!, 'loading', () => wire.execute(sql)).then(
        () => 'nothing',
        ({ message }: Error) => message.replace(/^.*?, /, ''),
      )
    expect(await told("INSERT INTO people VALUES (2, 'secret', 20)")).toMatch(
      /^table people, key one_mail, loading: .* 1062 /,
    )
    expect(await told("INSERT INTO people VALUES (1, 'x', 20)")).toMatch(
      /^table people, key PRIMARY, loading: .* 1062 /,
    )
    expect(await told("INSERT INTO people VALUES (3, 'y', NULL)")).toMatch(
      /^table people, column age, loading: .* 1048 /,
    )
    expect(await told("INSERT INTO people VALUES (3, 'y', 12)")).toMatch(
      /^table people, check of_age, loading: .* (?:4025|3819) /,
    )
    control.close()
    wire.close()
  })

  it('are cleared whole where the engine deletes no row, and their counter comes from the rows', async () => {
    const { shadow, control, schema, wire } = await databases(
      server,
      'CREATE TABLE log (id INT NOT NULL AUTO_INCREMENT, KEY (id))',
    )
    const [found] = schema.tables
    const table = {
      ...found!,
      engine: 'ARCHIVE',
      createSql: found!.createSql.replace(/ENGINE=InnoDB/, 'ENGINE=ARCHIVE AUTO_INCREMENT=7'),
    }
    expect(cuttableColumns({ ...table, primaryKey: ['id'] }, () => true)).toEqual([])
    expect(shadowTableSql(table, shadow.name)).not.toMatch(/AUTO_INCREMENT=/)
    const [[archive] = []] = await control.query(
      "SELECT support FROM information_schema.engines WHERE engine = 'ARCHIVE'",
    )
    if (archive === 'YES') {
      await wire.execute(shadowTableSql(table, shadow.name))
      await wire.execute('INSERT INTO log VALUES (1), (2)')
      const tables = { tables: [], chunks: [] }
      const plan = { shadow: shadow.name, schema: { ...schema, tables: [table] }, ...tables } as unknown as Plan
      const chunk = { table: 'log', n: 0, columns: [], from: null, to: null }
      await createShadow(wire).clear(plan, chunk)
      expect(await control.query(`SELECT COUNT(*) FROM ${shadow.name}.log`)).toEqual([['0']])
    }
    control.close()
    wire.close()
  })
})
