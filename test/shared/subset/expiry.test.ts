import { expect, it } from 'vitest'
import { markerSql } from '../../../shared/adapters/mysql/publishing/marker.ts'
import { dropExpiredDatasets } from '../../../shared/adapters/mysql/shadow/subset-staging.ts'
import { openWire } from '../../../shared/adapters/mysql/wire/connect.ts'
import { nightmask } from '../../e2e/nightmask.ts'
import { describeEachServer, freshDatabase } from '../../setup/servers.ts'

describeEachServer('an expired dataset', (server) => {
  it('is dropped, while staging, later ones and those that another run is about stay', async () => {
    const [staging, late, due, swapped] = await Promise.all(
      ['live', 'late', 'due', 'swapped'].map((name) => freshDatabase(server, `sub_${name}`)),
    )
    const wire = await openWire(server.url, 'plain')
    const mark = async (schema: string, expiresAt: string | null) => {
      const facts = {
        runId: 'r',
        toolVersion: '1',
        sourceId: 's',
        sourceDatabase: 'd',
        programs: [],
        tables: null,
        previous: null,
        whole: true,
      }
      for (const statement of markerSql(schema, { ...facts, expiresAt })) await wire.execute(statement)
    }
    await mark(staging!.name, null)
    await mark(late!.name, '2999-01-01T00:00:00.000Z')
    await mark(due!.name, '2020-01-01T00:00:00.000Z')
    await mark(swapped!.name, '2020-01-01T00:00:00.000Z')
    await wire.execute('SET SESSION lock_wait_timeout = 1')
    const other = await openWire(server.url, 'plain')
    await other.execute(`LOCK TABLES ${swapped!.name}.nightmask_marker WRITE`)
    const left = async () => {
      await dropExpiredDatasets(wire)
      const ours = [staging, late, due, swapped].map((database) => `'${database!.name}'`).join(', ')
      const rows = await wire.query(
        `SELECT schema_name FROM information_schema.schemata WHERE schema_name IN (${ours})`,
      )
      return rows.map(([name]) => name).sort()
    }
    // Another test's run may be about one of them for a moment.
    const named = (...databases: (typeof staging)[]) => databases.map((database) => database!.name).sort()
    await expect.poll(left, { timeout: 10_000 }).toEqual(named(staging, late, swapped))
    await other.execute('UNLOCK TABLES')
    await expect.poll(left, { timeout: 10_000 }).toEqual(named(staging, late))
    const flags = ['--staging', staging!.url]
    expect((await nightmask('datasets', 'list', ...flags)).stdout).toMatch(
      new RegExp(`not in the configuration +${late!.name} +run r, until 2999-01-01`),
    )
    const refused = await nightmask('datasets', 'drop', staging!.name, ...flags)
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('is not the schema of a dataset')])
    expect(await nightmask('datasets', 'drop', late!.name, ...flags)).toMatchObject({
      ...{ exitCode: 0, stdout: `Dropped ${late!.name}.\n` },
    })
    expect(await left()).toEqual(named(staging))
    other.close()
    wire.close()
  })
})
