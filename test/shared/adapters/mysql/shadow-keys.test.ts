import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openWire } from '../../../../shared/adapters/mysql/connect.ts'
import { introspect } from '../../../../shared/adapters/mysql/introspect.ts'
import { addForeignKeys, buildIndexes } from '../../../../shared/adapters/mysql/shadow-keys.ts'
import { shadowTableSql } from '../../../../shared/schema/shadow-ddl.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../setup/servers.ts'

describeEachServer('indexes and foreign keys of a shadow schema', (server) => {
  it('are what they were after a second try: a Lambda that died may have done its work', async () => {
    const source = await freshDatabase(server, 'keys')
    const shadow = await freshDatabase(server, 'keyed')
    await runSql(source.url, readFileSync('test/fixtures/clinic.sql', 'utf8'))
    const control = await openWire(source.url, 'plain')
    const wire = await openWire(shadow.url, 'staging')
    const { tables } = await introspect(control, source.name)
    for (const table of tables) await wire.execute(shadowTableSql(table, shadow.name))
    const keys = async () => {
      for (const table of tables) await buildIndexes(wire, table, shadow.name)
      for (const table of tables) await addForeignKeys(wire, table, shadow.name)
      return (await introspect(control, shadow.name)).tables.map(({ createSql }) => createSql)
    }
    const once = await keys()
    expect(once.join()).toMatch(/FOREIGN KEY/)
    expect(once.join()).toMatch(/UNIQUE KEY/)
    expect(await keys()).toEqual(once)
    control.close()
    wire.close()
  })
})
