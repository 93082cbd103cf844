import { expect, it } from 'vitest'
import { dropOldShadows } from '../../../../../shared/adapters/mysql/shadow/old-shadows.ts'
import { openWire } from '../../../../../shared/adapters/mysql/wire/connect.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../../setup/servers.ts'

describeEachServer('the sweeper', (server) => {
  it('drops shadow schemas of runs that began before a day, of staging and of its datasets, and nothing else', async () => {
    const { name, url } = await freshDatabase(server, 'sweep')
    const old = ['s_night20261124013000', 's_run20261124101502123', 's_20261124t0230591a2b']
    const kept = [
      's_night20261124123000',
      's_20261125t0230591a2b',
      'p_night20261101013000',
      's_20261124t0230591a2b_backup',
    ]
    for (const end of [...old, ...kept]) await runSql(server.url, `CREATE DATABASE ${name}_nm_${end}`)
    await runSql(server.url, `CREATE DATABASE ${name}_recent_nm_s_run20261124013000123`)
    await runSql(server.url, `CREATE DATABASE ${name}x_nm_s_night20261124013000`)
    const wire = await openWire(url, 'plain')
    const dropped = await dropOldShadows(wire, name, new Date('2026-11-24T12:00:00Z'))
    wire.close()
    expect(dropped.sort()).toEqual(
      [`${name}_recent_nm_s_run20261124013000123`, ...old.map((end) => `${name}_nm_${end}`)].sort(),
    )
    const schemas = (await runSql(server.url, 'SELECT schema_name FROM information_schema.schemata')).flat()
    expect(schemas).toEqual(
      expect.arrayContaining([`${name}x_nm_s_night20261124013000`, ...kept.map((end) => `${name}_nm_${end}`)]),
    )
    expect(schemas.filter((schema) => dropped.includes(schema!))).toEqual([])
  })
})
