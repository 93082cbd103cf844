import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { introspect } from '../../../../shared/adapters/mysql/catalog/introspect.ts'
import { SnapshotConnection } from '../../../../shared/adapters/mysql/reading/snapshot-connection.ts'
import { createSource } from '../../../../shared/adapters/mysql/reading/source.ts'
import { watchForStalls } from '../../../../shared/adapters/mysql/reading/stall-watch.ts'
import { whileLookingUp } from '../../../../shared/adapters/mysql/reading/watched-lookup.ts'
import { HeldTables } from '../../../../shared/adapters/mysql/shadow/held-tables.ts'
import { openWire } from '../../../../shared/adapters/mysql/wire/connect.ts'
import type { Wire } from '../../../../shared/adapters/mysql/wire/wire.ts'
import type { Source } from '../../../../shared/ports.ts'
import type { Table } from '../../../../shared/schema/schema.ts'
import type { KeyLookup, ScanKeys } from '../../../../shared/subset/key-lookup.ts'
import { describeEachServer, freshDatabase, runSql, sessionsOf, type TestServer } from '../../../setup/servers.ts'
import { afterFile } from '../../../setup/take-down.ts'

const alterSeconds = 3

// Its tests wait for seconds, each in a database of its own: all of them wait at once.
describeEachServer('who reads production', (server) => {
  it('makes no ALTER wait longer than three seconds: it lets go of what was read, or the run ends and says why', async () => {
    const { name, snapshot, source, watched } = await reader(server)
    const { stalled, stop } = watchForStalls({ ...watched, held: () => ['plants'] })
    const { letsGo, connectionId } = await snapshot.reach()
    const [plants] = (await source.introspect()).tables
    expect(await rowsFrom(source, plants!, 1)).toBe(1)
    const { seconds, done } = await alter(`${server.url}/${name}`)
    expect([done, seconds < alterSeconds]).toEqual([true, true])
    if (letsGo) {
      const again = rowsFrom(source, plants!, 2)
      // MariaDB reads on where a column was added: the columns that are asked for are those of the snapshot.
      if (server.name === 'mariadb') expect(await again).toBe(1)
      else await expect(again).rejects.toThrow(/^plants: the source's table was altered or dropped/)
    } else await expect(stalled).rejects.toThrow(/^plants: an ALTER.*so the snapshot was given up/)
    stop()
    const alive = (await sessionsOf(server.url)).some(({ id }) => id === connectionId)
    expect(alive).toBe(letsGo)
  })

  it('ends the snapshot also in the middle of a long statement', async () => {
    const { name, rows, watched, snapshot } = await reader(server)
    const { stalled, stop } = watchForStalls({ ...watched, held: () => ['plants'] })
    await snapshot.reach()
    // MySQL's information_schema.processlist breaks off at such a statement, whoever runs it.
    const long = rows.query("SELECT SLEEP(30), '💡' FROM plants")
    long.catch(() => undefined)
    const { seconds, done } = await alter(`${server.url}/${name}`)
    expect([done, seconds < alterSeconds]).toEqual([true, true])
    await expect(stalled).rejects.toThrow('given up')
    await expect(long).rejects.toThrow()
    stop()
  })

  it('lets go of what it looks up for a dataset, too, or gives the snapshot up', async () => {
    const { name, rows, snapshot, watched } = await reader(server)
    const url = `${server.url}/${name}`
    const lookup = { scan: () => rows.stream('SELECT id FROM plants') } as unknown as KeyLookup
    const found = whileLookingUp({ url, database: watched.database, snapshot }, lookup, async ({ scan }) => {
      for await (const batch of scan({ table: 'plants' } as ScanKeys)) expect(batch.count).toBe(2)
      await pause(4000)
    })
    found.catch(() => undefined)
    await pause(500)
    const { seconds, done } = await alter(url)
    expect([done, seconds < alterSeconds]).toEqual([true, true])
    if ((await snapshot.reach()).letsGo) expect((await found).tables).toEqual([])
    else await expect(found).rejects.toThrow(/^plants: an ALTER.*so the snapshot was given up/)
  })

  it('waits for who has locked a table, and does not take him for somebody who waits', async () => {
    const { name, rows, watched, snapshot } = await reader(server)
    const { connectionId } = await snapshot.reach()
    const tables = new HeldTables<string>()
    const { stalled, stop } = watchForStalls({ ...watched, held: (waiting) => tables.now((id) => waiting.has(id)) })
    const owner = await openWire(`${server.url}/${name}`, 'plain')
    closeLater(owner)
    await owner.execute('LOCK TABLES plants WRITE')
    const read = tables.during(connectionId, { tables: ['plants'] }, () => rows.query('SELECT COUNT(*) FROM plants'))
    await pause(3000)
    await owner.execute('UNLOCK TABLES')
    await expect(Promise.race([read, stalled])).resolves.toEqual([['2']])
    stop()
  })

  it('does not take a table that nobody lets it look at for one without keys', async () => {
    const { name, url } = await freshDatabase(server, 'locks')
    await runSql(url, 'CREATE TABLE a (id INT PRIMARY KEY, n INT, UNIQUE KEY (n)); CREATE TABLE b (id INT PRIMARY KEY)')
    const control = await openWire(url, 'plain')
    await control.execute('SET SESSION lock_wait_timeout = 1')
    const [busy, renaming] = [await openWire(url, 'plain'), await openWire(url, 'plain')]
    closeLater(control, busy, renaming)
    await busy.execute('START TRANSACTION')
    await busy.query('SELECT * FROM b')
    // It has the first table, and waits for the second.
    const rename = renaming.execute('RENAME TABLE a TO a2, b TO b2')
    await expect.poll(() => isLocked(url), { timeout: 10_000 }).toBe(true)
    await expect(introspect(control, name)).rejects.toThrow('1205')
    const told = createSource(control, control, name, 'test').introspect()
    await busy.execute('ROLLBACK')
    await rename
    const { tables } = await told
    expect(tables.map((table) => [table.name, table.columns.length, table.uniqueKeys.length])).toEqual([
      ['a2', 2, 1],
      ['b2', 1, 0],
    ])
  })
})

async function reader(server: TestServer) {
  const { name, url } = await freshDatabase(server, 'locks')
  await runSql(url, 'CREATE TABLE plants (id INT PRIMARY KEY, n INT); INSERT INTO plants VALUES (1, 1), (2, 2)')
  const [rows, control, monitor] = [
    await openWire(url, 'source'),
    await openWire(url, 'plain'),
    await openWire(url, 'source'),
  ]
  closeLater(rows, control, monitor)
  const snapshot = new SnapshotConnection(rows)
  await snapshot.begin()
  const source = createSource(control, rows, name, 'test', () => null, snapshot)
  const { connectionId } = await snapshot.reach()
  return { name, rows, snapshot, source, watched: { wire: monitor, database: name, connectionIds: [connectionId] } }
}

async function rowsFrom(source: Source, table: Table, id: number): Promise<number> {
  let rows = 0
  const chunk = { table: table.name, n: 0, columns: ['id'], from: [String(id)], to: [String(id + 1)] }
  for await (const batch of source.read(table, ['id'], chunk)) rows += batch.count
  await source.letGo()
  return rows
}

async function alter(url: string): Promise<{ seconds: number; done: boolean }> {
  const wire: Wire = await openWire(url, 'plain')
  await wire.execute('SET SESSION lock_wait_timeout = 20')
  const started = performance.now()
  const done = await wire.execute('ALTER TABLE plants ADD COLUMN height INT FIRST').then(
    () => true,
    () => false,
  )
  wire.close()
  return { seconds: (performance.now() - started) / 1000, done }
}

async function isLocked(url: string): Promise<boolean> {
  return runSql(url, 'SET SESSION lock_wait_timeout = 1; SELECT 1 FROM a LIMIT 0').then(
    () => false,
    () => true,
  )
}

function closeLater(...wires: Wire[]): void {
  afterFile(() => {
    for (const wire of wires) wire.close()
  })
}
