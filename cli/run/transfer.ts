import type { Reading } from '../../shared/adapters/mysql/shadow/held-tables.ts'
import type { Plan } from '../../shared/policy/plan.ts'
import type { Pack } from '../../shared/schema/packs.ts'
import type { ThreadPool } from './thread-pool.ts'
import type { Tasked } from './thread-tasks.ts'
import { type TransferTask, TransferWork } from './transfer-work.ts'

/** What the progress display is told while chunks move. */
export interface TransferEvents {
  snapshotted(rows: number, bytes: number): void
  restored(rows: number, bytes: number): void
}

export interface Transfer {
  /** Every chunk is read, masked and stored. */
  readonly snapshotted: Promise<void>
  /** Every chunk is loaded and every index built. */
  readonly restored: Promise<void>
}

/**
 * Snapshots every chunk, as soon as threads `shared` what was surveyed where its masks need that, restores it as soon as the tables are `made`, and
 * builds a table's indexes after its last chunk. Each thread does one of these at a time: while it loads, a thread of the server works for it, and
 * as many threads as cores keep both sides busy.
 */
export function startTransfer(
  plan: Plan,
  pool: ThreadPool,
  ready: { readonly made: Promise<void>; readonly shared: Promise<void> },
  events: TransferEvents,
): Transfer {
  return transfer(plan, new TransferWork(plan, false), pool, ready, events)
}

/** Loads the chunks that an earlier try has masked and stored. */
export function startLoading(plan: Plan, pool: ThreadPool, events: TransferEvents): Transfer {
  return transfer(
    plan,
    new TransferWork(plan, true),
    pool,
    { made: Promise.resolve(), shared: Promise.resolve() },
    events,
  )
}

function transfer(
  { runId, schema }: Plan,
  work: TransferWork,
  pool: ThreadPool,
  { made, shared }: { readonly made: Promise<void>; readonly shared: Promise<void> },
  events: TransferEvents,
): Transfer {
  const described = new Map(schema.tables.map((table) => [table.name, table]))
  const snapshotted = Promise.withResolvers<void>()
  let change = Promise.withResolvers<void>()
  // Nothing to read: no table has rows to copy, or an earlier try has read them.
  if (work.isRead) snapshotted.resolve()
  let mayLoad = false
  const madeTables = made.then(() => {
    mayLoad = true
    wake()
  })
  let mayMask = false
  const surveyed = shared.then(() => {
    mayMask = true
    wake()
  })
  const streams = pool.threads.map((thread) => stream(thread))
  const restored = Promise.all([madeTables, surveyed, ...streams]).then(() => undefined)
  restored.catch(snapshotted.reject)
  return { snapshotted: snapshotted.promise, restored }

  async function stream(thread: Tasked): Promise<void> {
    while (!work.isDone) {
      const task = work.take(pool.reads(thread), mayLoad, mayMask)
      if (!task) {
        await change.promise
        continue
      }
      await run(thread, task)
      work.finish(task)
      if (work.isRead) snapshotted.resolve()
      wake()
    }
  }

  function wake(): void {
    change.resolve()
    change = Promise.withResolvers()
  }

  // Orphans are looked for in the referenced tables.
  function reading(chunks: Pack): Reading {
    const beside = chunks.flatMap(({ table }) => described.get(table)?.foreignKeys ?? [])
    return { tables: chunks.map(({ table }) => table), beside: beside.map(({ referencedTable }) => referencedTable) }
  }

  async function run(thread: Tasked, task: TransferTask): Promise<void> {
    if (task.kind === 'read') {
      const { chunks } = task
      const { rows, bytes } = await pool.held.during(thread, reading(chunks), () =>
        thread.run('snapshot', { runId, chunks }),
      )
      events.snapshotted(rows, bytes)
    } else if (task.kind === 'load') {
      const { rows, bytes } = await thread.run('restore', {
        runId,
        part: { kind: 'rows', chunks: task.chunks, isFirst: true },
      })
      events.restored(rows, bytes)
    } else await thread.run('restore', { runId, part: task })
  }
}
