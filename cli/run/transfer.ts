import type { Plan } from '../../shared/policy/plan.ts'
import type { StepReport } from '../../shared/ports.ts'
import type { ChunkRef } from '../../shared/schema/chunk.ts'
import { orderChunks } from './order-chunks.ts'
import type { ThreadPool } from './thread-pool.ts'

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
 * Snapshots every chunk and restores each as soon as it is there; a table's indexes follow its last chunk. Each stream
 * reads one chunk ahead of the one that loads, which bounds what is stored and not yet loaded.
 */
export function startTransfer(plan: Plan, pool: ThreadPool, events: TransferEvents): Transfer {
  return transfer(plan, pool, events, (chunk) => pool.read('snapshot', { runId: plan.runId, chunk }))
}

/** Loads the chunks that an earlier try has masked and stored. */
export function startLoading(plan: Plan, pool: ThreadPool, events: TransferEvents): Transfer {
  return transfer(plan, pool, events, async () => ({ rows: 0, bytes: 0 }))
}

function transfer(
  plan: Plan,
  pool: ThreadPool,
  events: TransferEvents,
  obtain: (chunk: ChunkRef) => Promise<StepReport>,
): Transfer {
  const queue = orderChunks(plan)
  const unloaded = countByTable(plan.chunks)
  const streams = pool.threads.map(() => startStream())
  return {
    snapshotted: Promise.all(streams.map(({ read }) => read)).then(() => undefined),
    restored: Promise.all(streams.map(({ loaded }) => loaded)).then(() => undefined),
  }

  function startStream(): { read: Promise<void>; loaded: Promise<void> } {
    let loading = Promise.resolve()
    const read = (async () => {
      for (let chunk = queue.shift(); chunk; chunk = queue.shift()) {
        const { rows, bytes } = await obtain(chunk)
        events.snapshotted(rows, bytes)
        await loading
        loading = load(chunk)
        loading.catch(() => undefined)
      }
    })()
    return { read, loaded: read.then(() => loading) }
  }

  async function load(chunk: ChunkRef): Promise<void> {
    const { rows, bytes } = await pool.write('restore', { runId: plan.runId, part: { kind: 'rows', chunk } })
    events.restored(rows, bytes)
    const left = (unloaded.get(chunk.table) ?? 0) - 1
    unloaded.set(chunk.table, left)
    if (left === 0)
      await pool.write('restore', { runId: plan.runId, part: { kind: 'indexes', table: chunk.table } }, true)
  }
}

function countByTable(chunks: readonly ChunkRef[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { table } of chunks) counts.set(table, (counts.get(table) ?? 0) + 1)
  return counts
}
