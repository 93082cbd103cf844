import { expect, it } from 'vitest'
import type { ThreadPool } from '../../../cli/run/thread-pool.ts'
import { startLoading, startTransfer } from '../../../cli/run/transfer.ts'
import { HeldTables } from '../../../shared/adapters/mysql/shadow/held-tables.ts'
import type { Plan } from '../../../shared/policy/plan.ts'

const events = { snapshotted: () => undefined, restored: () => undefined }
const failing = { run: () => Promise.reject(new Error('the server is gone')) }
const held = new HeldTables()
const pool = { threads: [failing, failing], reads: () => true, held } as unknown as ThreadPool

function planOf(chunks: number): Plan {
  const table = {
    name: 't',
    createSql: 'CREATE TABLE `t` (\n  `id` int NOT NULL,\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB',
  }
  return {
    runId: 'run',
    chunks: Array.from({ length: chunks }, (_, n) => ({ table: 't', n })),
    tables: chunks > 0 ? [{ table: 't', columns: [], rowsEstimate: 1, bytesEstimate: 1 }] : [],
    schema: { tables: [table] },
  } as unknown as Plan
}

const atOnce = { made: Promise.resolve(), shared: Promise.resolve() }

it('of a plan without a table to copy is over at once', async () => {
  const { snapshotted, restored } = startTransfer(planOf(0), pool, atOnce, events)
  await Promise.all([snapshotted, restored])
})

it('that fails ends the snapshot too, but not one that an earlier try has made', async () => {
  const transfer = startTransfer(planOf(1), pool, atOnce, events)
  await expect(Promise.all([transfer.snapshotted, transfer.restored])).rejects.toThrow('is gone')
  const loading = startLoading(planOf(1), pool, events)
  await loading.snapshotted
  await expect(loading.restored).rejects.toThrow('is gone')
})

it('reads while the tables are made and loads nothing before, and ends when they cannot be made', async () => {
  const done: string[] = []
  const thread = {
    run: async (name: string, { part }: { part?: { kind: string } }) => {
      done.push(part?.kind ?? name)
      return { rows: 1, bytes: 1 }
    },
  }
  const threads = [thread, thread] as unknown as ThreadPool['threads']
  const made = Promise.withResolvers<void>()
  const transfer = startTransfer(
    planOf(3),
    { ...pool, threads } as ThreadPool,
    { ...atOnce, made: made.promise },
    events,
  )
  await transfer.snapshotted
  expect(done).toEqual(['snapshot', 'snapshot', 'snapshot'])
  made.resolve()
  await transfer.restored
  expect(done.slice(3)).toEqual(['rows', 'rows', 'rows', 'indexes'])
  const unmade = startTransfer(
    planOf(3),
    { ...pool, threads } as ThreadPool,
    { ...atOnce, made: Promise.reject(new Error('unmade')) },
    events,
  )
  await expect(Promise.all([unmade.restored, unmade.snapshotted])).rejects.toThrow('unmade')
})
