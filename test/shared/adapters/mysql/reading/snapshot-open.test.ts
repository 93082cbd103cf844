import { expect, it, onTestFinished } from 'vitest'
import { SnapshotConnection } from '../../../../../shared/adapters/mysql/reading/snapshot-connection.ts'
import { openConsistentSnapshot } from '../../../../../shared/adapters/mysql/reading/snapshot-open.ts'
import { openWire } from '../../../../../shared/adapters/mysql/wire/connect.ts'
import { allMoney, countMoney, makeTills, moveMoney } from '../../../../setup/money.ts'
import { describeEachServer, freshDatabase, runSql, type TestServer } from '../../../../setup/servers.ts'

const connections = 4
const tries = 8

describeEachServer('one snapshot over several connections', (server) => {
  it('shows the same moment to all of them while others write, stays that moment, and says how', async () => {
    const { name, url } = await freshDatabase(server, 'moment')
    await runSql(
      url,
      'CREATE TABLE a (n INT); CREATE TABLE b (n INT); INSERT INTO a VALUES (0); INSERT INTO b VALUES (0)',
    )
    const opened = await openers(url, connections)
    const stop = await startWriters(url)
    const moments = new Set<string>()
    let together = 0
    try {
      for (let attempt = 0; attempt < tries; attempt++) {
        const info = await openConsistentSnapshot({ ...opened, database: name, tables: [innodb('a'), innodb('b')] })
        // On a busy server a lock may not be had in its seconds; then one connection is the right answer.
        const single = info.consistency === 'single-connection'
        expect([info.connections, info.reason]).toEqual(
          single
            ? [1, expect.stringMatching(/a writer did not end|did not open within/)]
            : [connections, expect.any(String)],
        )
        if (!single) together++
        const readers = opened.readers.slice(0, info.connections)
        const look = () => Promise.all(readers.map((wire) => wire.query('SELECT a.n, b.n FROM a, b')))
        const seen = [...(await look()), ...(await look())]
        expect(new Set(seen.map((rows) => JSON.stringify(rows))).size).toBe(1)
        expect(seen[0]![0]![0]).toBe(seen[0]![0]![1])
        moments.add(JSON.stringify(seen[0]))
        await Promise.all(readers.map((wire) => wire.execute('ROLLBACK')))
      }
      expect(together).toBeGreaterThan(tries / 2)
      // Without writes in between, the test would prove nothing.
      expect(moments.size).toBeGreaterThan(tries / 2)
    } finally {
      await stop()
    }
  })

  it('sees writers who keep out of the binary log: no money is missing, whichever way was taken', async () => {
    const { name, url } = await freshDatabase(server, 'moment')
    await makeTills(url)
    const movers = await moveMoney(url, { unlogged: true, restMilliseconds: 60 })
    const counted = []
    try {
      for (let attempt = 0; attempt < 12; attempt++) counted.push(await countMoney(url, name))
    } finally {
      await movers.stop()
    }
    expect(movers.moves()).toBeGreaterThan(20)
    expect(counted.map(({ money }) => money)).toEqual(counted.map(() => allMoney))
  })

  it('takes several connections at once on a server that is still, and says why it could', async () => {
    const { name, url } = await freshDatabase(server, 'moment')
    await makeTills(url)
    // Other tests write to the same server.
    const still = { consistency: 'quiet-window', connections: 2, reason: expect.stringContaining('stood still') }
    await expect.poll(() => countMoney(url, name), { timeout: 30_000 }).toMatchObject(still)
  })

  it('takes one connection when a table is outside of the log, or the address leads to more than one server', async () => {
    const { name, url } = await freshDatabase(server, 'moment')
    const opened = await openers(url, 2)
    const request = { ...opened, database: name, tables: [{ name: 'gone', engine: 'ROCKSDB' }] }
    const outside = await openConsistentSnapshot(request)
    expect([outside.consistency, outside.reason]).toEqual(['single-connection', expect.stringContaining('ROCKSDB')])
    await opened.participants[0]!.end()
    const elsewhere = { reach: async () => ({ ...(await opened.participants[0]!.reach()), server: 'another' }) }
    const [first, second] = opened.participants
    const participants = [first!, { ...elsewhere, begin: () => second!.begin(), end: () => second!.end() }]
    const apart = await openConsistentSnapshot({ ...request, tables: [], participants })
    expect([apart.consistency, apart.reason]).toEqual(['single-connection', expect.stringContaining('2 servers')])
  })

  it('falls back to one connection for a user who may not lock tables, and tells why', async () => {
    const { name, url } = await freshDatabase(server, 'moment')
    await runSql(url, 'CREATE TABLE a (n INT); INSERT INTO a VALUES (0)')
    const opened = await openers(await reader(server, name), 2)
    const stop = await startWriters(url, 'UPDATE a SET n = n + 1')
    try {
      const info = await openConsistentSnapshot({ ...opened, database: name, tables: [innodb('a')] })
      expect(info).toMatchObject({ consistency: 'single-connection', connections: 1 })
      expect(info.reason).toMatch(/wrote to the server.*may not lock tables/)
    } finally {
      await stop()
      await runSql(server.url, `DROP USER '${name}'@'%'`)
    }
  })

  it('takes one connection while an XA transaction is prepared, whose commit locks may not hold', async () => {
    const { name, url } = await freshDatabase(server, 'moment')
    await runSql(url, 'CREATE TABLE a (id INT PRIMARY KEY, n INT); INSERT INTO a VALUES (1, 0), (9, 0)')
    const opened = await openers(url, 2)
    const writer = await openWire(url, 'plain')
    for (const part of ['START', 'END', 'PREPARE']) {
      await writer.execute(`XA ${part} '${name}'`)
      if (part === 'START') await writer.execute('UPDATE a SET n = 1 WHERE id = 9')
    }
    writer.destroy()
    const stop = await startWriters(url, 'UPDATE a SET n = n + 1 WHERE id = 1')
    try {
      const info = await openConsistentSnapshot({ ...opened, database: name, tables: [innodb('a')] })
      expect(info.consistency).not.toBe('locked-open')
      if (info.consistency === 'single-connection') expect(info.reason).toMatch(/XA|a writer did not end/)
    } finally {
      await stop()
      await expect
        .poll(() =>
          runSql(url, `XA ROLLBACK '${name}'`).then(
            () => true,
            () => false,
          ),
        )
        .toBe(true)
    }
  })

  it('waits a second or two for a writer who does not end, lets other writers pass, and takes one connection', async () => {
    const { name, url } = await freshDatabase(server, 'moment')
    await runSql(url, 'CREATE TABLE a (id INT PRIMARY KEY, n INT); INSERT INTO a VALUES (1, 0), (2, 0), (9, 0)')
    const forgotten = await openWire(url, 'plain')
    await forgotten.execute('START TRANSACTION')
    await forgotten.execute('UPDATE a SET n = 1 WHERE id = 9')
    const stop = await startWriters(url, 'UPDATE a SET n = n + 1 WHERE id = 1')
    const passing = await openWire(url, 'plain')
    let slowest = 0
    try {
      const open = async () => {
        const opening = openConsistentSnapshot({ ...(await openers(url, 2)), database: name, tables: [innodb('a')] })
        let isOpen = false
        opening.finally(() => (isOpen = true))
        while (!isOpen) {
          const started = performance.now()
          await passing.execute('UPDATE a SET n = n + 1 WHERE id = 2')
          slowest = Math.max(slowest, performance.now() - started)
        }
        return opening
      }
      // While the server's disk is slow no writer gets on: such a moment is quiet, and as good.
      let info = await open()
      while (info.consistency === 'quiet-window') info = await open()
      expect(info).toMatchObject({ consistency: 'single-connection' })
      expect(info.reason).toContain('a writer did not end')
      expect(slowest).toBeLessThan(2000)
    } finally {
      await stop()
      for (const wire of [forgotten, passing]) wire.close()
    }
  })
})

const innodb = (name: string) => ({ name, engine: 'InnoDB' })

/** Connections of a run to the source; they close when the test ends. */
async function openers(url: string, count: number) {
  const readers = await Promise.all(Array.from({ length: count }, () => openWire(url, 'source')))
  const [monitor, control] = [await openWire(url, 'source'), await openWire(url, 'plain')]
  onTestFinished(() => {
    for (const wire of [...readers, monitor, control]) wire.close()
  })
  return { readers, monitor, control, participants: readers.map((wire) => new SnapshotConnection(wire)) }
}

/** Two sessions that commit without a pause; resolves to what stops them. */
async function startWriters(
  url: string,
  statement = 'UPDATE a, b SET a.n = a.n + 1, b.n = b.n + 1',
): Promise<() => Promise<void>> {
  let running = true
  const writers = await Promise.all([openWire(url, 'plain'), openWire(url, 'plain')])
  const loops = writers.map(async (wire) => {
    while (running) await wire.execute(statement)
    wire.close()
  })
  return async () => {
    running = false
    await Promise.all(loops)
  }
}

async function reader(server: TestServer, name: string): Promise<string> {
  await runSql(server.url, `CREATE USER '${name}'@'%' IDENTIFIED BY 'x'; GRANT SELECT ON ${name}.* TO '${name}'@'%'`)
  const url = new URL(`${server.url}/${name}`)
  url.username = name
  url.password = 'x'
  return url.toString()
}
