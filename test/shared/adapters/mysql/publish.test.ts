import { expect, it } from 'vitest'
import { createLive } from '../../../../shared/adapters/mysql/publishing/live.ts'
import { markerSql } from '../../../../shared/adapters/mysql/publishing/marker.ts'
import { swap } from '../../../../shared/adapters/mysql/publishing/swap.ts'
import { openWire } from '../../../../shared/adapters/mysql/wire/connect.ts'
import { UnsafeTargetError } from '../../../../shared/errors.ts'
import { describeEachServer, freshDatabase, runSql, sessionsOf, type TestServer } from '../../../setup/servers.ts'

const identity = { serverId: 'another', version: '', database: 'prod', address: 'prod:3306' }
const marker = {
  toolVersion: 'test',
  sourceId: 's',
  sourceDatabase: 'prod',
  programs: [],
  expiresAt: null,
  tables: null,
  previous: null,
  whole: true,
}
const trigger = {
  type: 'trigger',
  name: 'stamp',
  table: 't',
  createSql: 'CREATE TRIGGER `stamp` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.v = 7',
  sqlMode: '',
  charsetClient: 'utf8mb4',
  collationConnection: 'utf8mb4_general_ci',
} as const

/** A published generation with one row, and the next one with two, both with the same trigger. */
async function generations(server: TestServer) {
  const { name, url } = await freshDatabase(server, 'swap')
  const next = `${name}_nm_s_2`
  await runSql(server.url, `CREATE DATABASE ${next}; CREATE DATABASE ${name}_nm_p_2`)
  for (const schema of [name, next])
    await runSql(
      server.url,
      `CREATE TABLE ${schema}.p (id INT PRIMARY KEY); INSERT INTO ${schema}.p VALUES (1);
       CREATE TABLE ${schema}.t (id INT PRIMARY KEY, v INT, CONSTRAINT t_p FOREIGN KEY (v) REFERENCES ${schema}.p (id)); INSERT INTO ${schema}.t VALUES (1, 1)`,
    )
  await runSql(server.url, `INSERT INTO ${next}.t VALUES (2, 1); USE ${name}; ${trigger.createSql}`)
  const wire = await openWire(url, 'plain', { multiStatements: true })
  for (const [schema, runId] of [
    [name, '1'],
    [next, '2'],
  ] as const)
    for (const statement of markerSql(schema, { ...marker, runId, programs: [trigger] })) await wire.execute(statement)
  const request = {
    live: name,
    next,
    previous: `${name}_nm_p_2`,
    keepTables: [],
    marker: { ...marker, runId: '2', programs: [trigger] },
  }
  return { name, url, wire, request }
}

function liveOf(name: string, url: string, keepTables: string[] = []) {
  return createLive({
    open: () => openWire(url, 'plain', { multiStatements: true }),
    ...{ database: name, nightly: name, address: 'here', keepTables, updates: false },
    claimant: { kind: 'process', name: 'process 1 on here' },
  })
}

/** Has the server refuse what it could not replicate under one GTID; returns the setting before. */
async function enforceGtids({ url }: TestServer): Promise<string> {
  const [[before] = []] = await runSql(url, 'SELECT @@global.enforce_gtid_consistency')
  await runSql(url, 'SET GLOBAL enforce_gtid_consistency = ON')
  return before!
}

const rowsOf = (url: string) => runSql(url, 'SELECT id FROM t ORDER BY id')
const triggersOf = (url: string) =>
  runSql(
    url,
    'SELECT trigger_name, event_object_table FROM information_schema.triggers WHERE trigger_schema = DATABASE()',
  )

describeEachServer('the swap of generations', (server) => {
  it('moves tables with foreign keys and triggers at once, the old ones whole into the previous schema', async () => {
    const { name, url, wire, request } = await generations(server)
    await swap(wire, request)
    expect(await rowsOf(url)).toEqual([['1'], ['2']])
    expect(await triggersOf(url)).toEqual([['stamp', 't']])
    await expect(runSql(url, 'DELETE FROM p')).rejects.toThrow(/foreign key/i)
    expect(await runSql(url, `SELECT id FROM ${name}_nm_p_2.t`)).toEqual([['1']])
    await expect(runSql(url, `DELETE FROM ${name}_nm_p_2.p`)).rejects.toThrow(/foreign key/i)
    wire.close()
  })

  it('moves tables without transactions too, also where the server enforces that GTIDs are consistent', async () => {
    const { name, url, wire, request } = await generations(server)
    const counted = { ...trigger, name: 'counted', table: 'm', createSql: trigger.createSql.replaceAll('`t`', '`m`') }
    const programs = [trigger, { ...counted, createSql: counted.createSql.replace('`stamp`', '`counted`') }]
    for (const [schema, rows] of [
      [name, '(1, 1)'],
      [request.next, '(1, 1), (2, 1)'],
    ])
      await runSql(
        server.url,
        `CREATE TABLE ${schema}.m (id INT, v INT) ENGINE = MyISAM; INSERT INTO ${schema}.m VALUES ${rows}`,
      )
    await runSql(server.url, `USE ${name}; ${programs[1]!.createSql}`)
    const enforced = server.name === 'mysql' ? await enforceGtids(server) : null
    try {
      await swap(wire, { ...request, marker: { ...request.marker, programs } })
    } finally {
      if (enforced) await runSql(server.url, `SET GLOBAL enforce_gtid_consistency = ${enforced}`)
    }
    expect(await runSql(url, 'SELECT id FROM m')).toEqual([['1'], ['2']])
    expect(await runSql(url, `SELECT id FROM ${name}_nm_p_2.m`)).toEqual([['1']])
    expect((await triggersOf(url)).sort()).toEqual([
      ['counted', 'm'],
      ['stamp', 't'],
    ])
    wire.close()
  })

  it('waits for a reader in the way, with the old generation whole, and swaps when it is gone', async () => {
    const { url, wire, request } = await generations(server)
    const reader = await openWire(url, 'plain')
    await reader.execute('START TRANSACTION')
    await reader.query('SELECT * FROM t')
    const swapped = swap(wire, { ...request, lockWaitSeconds: 1 })
    const waiting = async () => (await sessionsOf(url)).filter(({ state }) => state.includes('metadata lock'))
    await expect.poll(waiting, { timeout: 5000 }).not.toEqual([])
    expect(await triggersOf(url)).toEqual([['stamp', 't']])
    setTimeout(() => reader.destroy(), 1500)
    expect(await swapped).toBeGreaterThan(1)
    expect(await rowsOf(url)).toEqual([['1'], ['2']])
    wire.close()
  })

  it('finishes on the server when the client dies in the middle, or leaves everything as it was', async () => {
    const { name, url, wire, request } = await generations(server)
    const swapped = swap(wire, request).catch(() => null)
    setImmediate(() => wire.destroy())
    await swapped
    const old = JSON.stringify([['1']])
    const live = liveOf(name, url)
    await live.claim('3')
    live.close()
    const now = JSON.stringify(await rowsOf(url))
    expect([old, JSON.stringify([['1'], ['2']])]).toContain(now)
    expect(await triggersOf(url)).toEqual([['stamp', 't']])
  })
})

describeEachServer('a target', (server) => {
  const prove = async (url: string, name: string, source = identity, keepTables: string[] = []) => {
    const live = liveOf(name, url, keepTables)
    try {
      return await live.prove(source, keepTables)
    } finally {
      live.close()
    }
  }

  it('is staging when it is empty, when nightmask published it, or when all it holds is kept', async () => {
    const { name, url } = await freshDatabase(server, 'prove')
    expect((await prove(url, name)).database).toBe(name)
    await runSql(url, 'CREATE TABLE api_keys (id INT PRIMARY KEY)')
    await expect(prove(url, name)).rejects.toThrow(UnsafeTargetError)
    expect((await prove(url, name, identity, ['api_keys'])).database).toBe(name)
    const wire = await openWire(url, 'plain')
    for (const statement of markerSql(name, { ...marker, runId: '1' })) await wire.execute(statement)
    wire.close()
    expect((await prove(url, name)).database).toBe(name)
  })

  it('is refused when it is the source, carries the marker of production, or has tables of unknown origin', async () => {
    const { name, url } = await freshDatabase(server, 'prove')
    const same = await prove(url, name)
    await expect(prove(url, name, { ...same, database: name.toUpperCase() })).rejects.toThrow(/is the source itself/)
    await runSql(url, 'CREATE TABLE nightmask_production (id INT PRIMARY KEY)')
    await expect(prove(url, name)).rejects.toThrow(/it is production/)
    await runSql(url, 'DROP TABLE nightmask_production; CREATE TABLE orders (id INT PRIMARY KEY)')
    await expect(prove(url, name)).rejects.toThrow(/holds 1 tables and no nightmask_marker/)
  })
})
