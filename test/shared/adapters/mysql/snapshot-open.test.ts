import { expect, it } from 'vitest'
import { openWire } from '../../../../shared/adapters/mysql/connect.ts'
import { beginSnapshotSql, openConsistentSnapshot } from '../../../../shared/adapters/mysql/snapshot-open.ts'
import { describeEachServer, freshDatabase, runSql, type TestServer } from '../../../setup/servers.ts'

const connections = 4
const tries = 25

describeEachServer('one snapshot over several connections', (server) => {
  it('shows the same moment to all of them while others write, stays that moment, and says how', async () => {
    const { name, url } = await freshDatabase(server, 'moment')
    await runSql(
      url,
      'CREATE TABLE a (n INT); CREATE TABLE b (n INT); INSERT INTO a VALUES (0); INSERT INTO b VALUES (0)',
    )
    const readers = await Promise.all(Array.from({ length: connections }, () => openWire(url, 'source')))
    const monitor = await openWire(url, 'source')
    const stop = await startWriters(url)
    const moments = new Set<string>()
    try {
      for (let attempt = 0; attempt < tries; attempt++) {
        const info = await openConsistentSnapshot({
          monitor,
          participants: readers.map((wire) => ({
            begin: async () => void (await wire.execute(beginSnapshotSql)),
            abandon: async () => void (await wire.execute('ROLLBACK')),
          })),
          database: name,
          tables: ['a', 'b'],
        })
        expect(['quiet-window', 'locked-open']).toContain(info.consistency)
        expect(info.connections).toBe(connections)
        const look = () => Promise.all(readers.map((wire) => wire.query('SELECT a.n, b.n FROM a, b')))
        const seen = [...(await look()), ...(await look())]
        expect(new Set(seen.map((rows) => JSON.stringify(rows))).size).toBe(1)
        expect(seen[0]![0]![0]).toBe(seen[0]![0]![1])
        moments.add(JSON.stringify(seen[0]))
        await Promise.all(readers.map((wire) => wire.execute('ROLLBACK')))
      }
      // Without writes in between, the test would prove nothing.
      expect(moments.size).toBeGreaterThan(tries / 2)
    } finally {
      await stop()
      for (const wire of [...readers, monitor]) wire.close()
    }
  })

  it('falls back to one connection for a user who may not lock tables', async () => {
    const { name, url } = await freshDatabase(server, 'moment')
    await runSql(url, 'CREATE TABLE a (n INT); INSERT INTO a VALUES (0)')
    const user = await reader(server, name)
    const readers = await Promise.all([openWire(user, 'source'), openWire(user, 'source')])
    const stop = await startWriters(url, 'UPDATE a SET n = n + 1')
    try {
      const info = await openConsistentSnapshot({
        monitor: await openWire(user, 'source'),
        participants: readers.map((wire) => ({
          begin: async () => void (await wire.execute(beginSnapshotSql)),
          abandon: async () => void (await wire.execute('ROLLBACK')),
        })),
        database: name,
        tables: ['a'],
      })
      expect(info.consistency).toBe('single-connection')
      expect(info.connections).toBe(1)
    } finally {
      await stop()
      for (const wire of readers) wire.close()
      await runSql(server.url, `DROP USER '${name}'@'%'`)
    }
  })
})

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
