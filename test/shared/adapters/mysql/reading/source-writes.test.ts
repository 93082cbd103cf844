import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createSource } from '../../../../../shared/adapters/mysql/reading/source.ts'
import { openWire } from '../../../../../shared/adapters/mysql/wire/connect.ts'
import type { RunNotes } from '../../../../../shared/ports.ts'
import { confirmFrozen } from '../../../../../shared/steps/confirm-frozen.ts'
import { describeEachServer, freshDatabase, runSql, type TestServer } from '../../../../setup/servers.ts'

const writes = [
  'SET SESSION sql_log_bin = 0; UPDATE beds SET n = n + 1',
  'DELETE FROM parks WHERE id = 1',
  'SET SESSION foreign_key_checks = 0; TRUNCATE TABLE beds',
  'CREATE TABLE ponds (id INT PRIMARY KEY)',
  'DROP TABLE lone',
]

describeEachServer('a clone', (server) => {
  it('that nobody writes to is one moment, and one that somebody writes to is refused, whichever way he does it', async () => {
    const confirmed = await Promise.all([null, ...writes].map((write) => confirmAfter(server, write)))
    expect(confirmed[0]).toMatchObject({ reason: expect.stringContaining('None of the clone') })
    for (const [at, write] of writes.entries())
      expect([write, confirmed[at + 1]]).toEqual([write, expect.stringMatching(/written to.*(beds|ponds|lone)/)])
  })

  it('with a transaction that is still at work when it is first looked at is refused when that commits', async () => {
    const { name, url } = await freshDatabase(server, 'clone')
    await runSql(url, 'CREATE TABLE beds (id INT PRIMARY KEY, n INT); INSERT INTO beds VALUES (1, 0)')
    const [control, writer] = [await openWire(url, 'plain'), await openWire(url, 'plain')]
    const source = createSource(control, control, name, 'test')
    // MariaDB tells when a transaction began.
    await pause(1100)
    await writer.execute('START TRANSACTION')
    await writer.execute('UPDATE beds SET n = 1')
    await pause(1100)
    const notes = notesOf({ writes: await source.writes(), snapshot })
    await writer.execute('COMMIT')
    await expect(confirmFrozen({ runId: 'r' }, { source, notes })).rejects.toThrow('beds')
    for (const wire of [control, writer]) wire.close()
  })
})

/** What is noted of the snapshot when somebody has written this to the clone, or why the run is refused. */
async function confirmAfter(server: TestServer, write: string | null): Promise<unknown> {
  const { name, url } = await freshDatabase(server, 'clone')
  await runSql(
    url,
    `CREATE TABLE parks (id INT PRIMARY KEY); CREATE TABLE lone (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2;
     CREATE TABLE beds (id INT PRIMARY KEY, park INT, n INT, FOREIGN KEY (park) REFERENCES parks (id) ON DELETE CASCADE);
     INSERT INTO parks VALUES (1), (2); INSERT INTO lone VALUES (1), (2); INSERT INTO beds VALUES (1, 1, 0), (2, 2, 0)`,
  )
  const control = await openWire(url, 'plain')
  const source = createSource(control, control, name, 'test')
  try {
    const notes = notesOf({ writes: await source.writes(), snapshot })
    // Its readers open tables that nobody has opened before.
    await runSql(url, write ?? 'FLUSH TABLES; SELECT * FROM beds JOIN parks JOIN lone')
    await confirmFrozen({ runId: 'r' }, { source, notes })
    return await notes.read('r', 'snapshot')
  } catch (error) {
    return (error as Error).message
  } finally {
    control.close()
  }
}

const snapshot = { consistency: 'clone', position: null, connections: 1, tries: 1 } as const

function notesOf(kept: Partial<RunNotes>) {
  const notes: Partial<Record<keyof RunNotes, unknown>> = { ...kept }
  return {
    async write(_: string, name: keyof RunNotes, value: unknown) {
      notes[name] = value
    },
    read: async (_: string, name: keyof RunNotes) => (notes[name] ?? null) as never,
  }
}
