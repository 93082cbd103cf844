import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { introspect } from '../../../../../shared/adapters/mysql/catalog/introspect.ts'
import { addForeignKeys, buildIndexes } from '../../../../../shared/adapters/mysql/shadow/shadow-keys.ts'
import { openWire } from '../../../../../shared/adapters/mysql/wire/connect.ts'
import { UnfinishedError } from '../../../../../shared/errors.ts'
import { shadowTableSql } from '../../../../../shared/schema/shadow-ddl.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../../setup/servers.ts'

describeEachServer('indexes and foreign keys of a shadow schema', (server) => {
  it('are what they were after a second try: a Lambda that died may have done its work', async () => {
    const source = await freshDatabase(server, 'keys')
    const shadow = await freshDatabase(server, 'keyed')
    await runSql(source.url, readFileSync('test/fixtures/clinic.sql', 'utf8'))
    const control = await openWire(source.url, 'plain')
    const wire = await openWire(shadow.url, 'staging')
    const schema = await introspect(control, source.name)
    const { tables } = schema
    for (const table of tables) await wire.execute(shadowTableSql(table, shadow.name))
    const keys = async () => {
      for (const table of tables) await buildIndexes(wire, table, shadow.name)
      await addForeignKeys(wire, tables, { schema, shadow: shadow.name })
      return (await introspect(control, shadow.name)).tables.map(({ createSql }) => createSql)
    }
    const once = await keys()
    expect(once.join()).toMatch(/FOREIGN KEY/)
    expect(once.join()).toMatch(/UNIQUE KEY/)
    expect(await keys()).toEqual(once)
    control.close()
    wire.close()
  })

  it('are sorted in more memory where a table is large and the server has it for a session, and anybody may ask for it', async () => {
    const shadow = await freshDatabase(server, 'sorted')
    await runSql(shadow.url, 'CREATE TABLE t (id INT PRIMARY KEY, a INT, KEY by_a (a))')
    const wire = await openWire(shadow.url, 'staging')
    const [table] = (await introspect(wire, shadow.name)).tables
    const memory = async () =>
      server.name === 'mysql'
        ? (await wire.query('SELECT @@innodb_ddl_buffer_size, @@innodb_buffer_pool_size DIV 64')).flat().map(Number)
        : [2, 1]
    const [small] = await memory()
    await buildIndexes(wire, table!, shadow.name)
    expect((await memory())[0]).toBe(small)
    await buildIndexes(wire, { ...table!, rowsEstimate: 20_000_000 }, shadow.name)
    const [has, pool] = await memory()
    expect(has).toBe(Math.max(small!, Math.min(2 ** 30, pool!)))
    wire.close()
  })

  it('are built by the server although each try gives up waiting before they are', async () => {
    const source = await freshDatabase(server, 'slow_keys')
    const shadow = await freshDatabase(server, 'slow_keyed')
    const rows = 300_000
    await runSql(
      source.url,
      `CREATE TABLE t (id INT PRIMARY KEY, a CHAR(40) NOT NULL, b CHAR(40) NOT NULL, KEY by_a (a, b), KEY by_b (b, a))`,
    )
    const control = await openWire(source.url, 'plain')
    const [table] = (await introspect(control, source.name)).tables
    await control.execute(shadowTableSql(table!, shadow.name))
    const digits = `(SELECT 0 AS d ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `UNION ALL SELECT ${digit}`).join(' ')})`
    const number = [1, 10, 100, 1000, 10_000, 100_000].map((unit, at) => `${unit} * d${at}.d`).join(' + ')
    const from = [0, 1, 2, 3, 4, 5].map((at) => `${digits} AS d${at}`).join(', ')
    await runSql(
      shadow.url,
      `INSERT INTO t SELECT n, CONCAT(REVERSE(n), REPEAT('a', 30)), CONCAT(n * 7919 % 99991, REPEAT('b', 30)) FROM (SELECT ${number} AS n FROM ${from}) AS numbers WHERE n < ${rows}`,
    )
    let gaveUp = 0
    for (let done = false; !done && gaveUp < 40; ) {
      const wire = await openWire(shadow.url, 'staging')
      done = await buildIndexes(wire, table!, shadow.name, 0.1).then(
        () => true,
        (error) => {
          expect(error).toBeInstanceOf(UnfinishedError)
          gaveUp++
          return false
        },
      )
      wire.close()
      // A try of its own ends at once: only by waiting for the one at work can it ever get there.
      if (!done) await setTimeout(300)
    }
    expect(gaveUp).toBeGreaterThan(0)
    expect(gaveUp).toBeLessThan(40)
    const built = (await introspect(control, shadow.name)).tables[0]?.createSql
    for (const name of ['by_a', 'by_b']) expect(built).toContain(`KEY \`${name}\``)
    control.close()
  })
})
