import { afterAll, expect, it } from 'vitest'
import { openWire } from '../../../../shared/adapters/mysql/connect.ts'
import { beginSnapshotSql, openConsistentSnapshot } from '../../../../shared/adapters/mysql/snapshot-open.ts'
import type { Wire } from '../../../../shared/adapters/mysql/wire.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../setup/servers.ts'

const openings = 25

describeEachServer('a snapshot over four connections', (server) => {
  const wires: Wire[] = []
  afterAll(() => wires.forEach((wire) => void wire.close()))

  it('is one moment however fast others write, and stays that moment', async () => {
    const { url, name } = await freshDatabase(server, 'moment')
    await runSql(
      url,
      'CREATE TABLE a (n INT NOT NULL); CREATE TABLE b (n INT NOT NULL); INSERT INTO a VALUES (0); INSERT INTO b VALUES (0)',
    )
    const [monitor, ...readers] = await Promise.all(Array.from({ length: 5 }, () => open(url, 'source')))
    const writing = { stop: false }
    const writers = [1, 2].map(() => write(url, writing))
    const seen = new Set<string>()
    for (let opening = 0; opening < openings; opening++) {
      const participants = readers.map((wire) => ({
        begin: async () => void (await wire.execute(beginSnapshotSql)),
        abandon: async () => void (await wire.execute('ROLLBACK')),
      }))
      const { connections } = await openConsistentSnapshot({
        monitor: monitor!,
        participants,
        database: name,
        tables: ['a', 'b'],
      })
      const first = await Promise.all(readers.slice(0, connections).map(look))
      const later = await Promise.all(readers.slice(0, connections).map(look))
      expect(new Set([...first, ...later]).size, first.join(' ')).toBe(1)
      seen.add(first[0]!)
      await Promise.all(readers.map((wire) => wire.execute('ROLLBACK')))
    }
    writing.stop = true
    await Promise.all(writers)
    // Without writes in between, the test would prove nothing.
    expect(seen.size).toBeGreaterThan(openings / 2)
  })

  async function open(url: string, role: 'source' | 'staging'): Promise<Wire> {
    const wire = await openWire(url, role)
    wires.push(wire)
    return wire
  }

  async function write(url: string, writing: { stop: boolean }): Promise<void> {
    const wire = await open(url, 'staging')
    while (!writing.stop) for (const table of ['a', 'b']) await wire.execute(`UPDATE ${table} SET n = n + 1`)
  }
})

async function look(wire: Wire): Promise<string> {
  const [row] = await wire.query('SELECT (SELECT n FROM a), (SELECT n FROM b)')
  return row!.join('/')
}
