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
 * Snapshots every chunk and restores each as soon as it is there; a table's indexes follow its last chunk. The snapshot never
 * waits for a load: production is held open no longer than reading takes, and masking fills the time in which loads wait for
 * each other (MariaDB lets one LOAD DATA at a time into a table with AUTO_INCREMENT, innodb_autoinc_lock_mode 1).
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
  const unloaded = countByTable(plan.chunks)
  const reads = orderChunks(plan).map((chunk) => ({ chunk, read: read(chunk) }))
  const loads = reads.map(({ chunk, read }) => read.then(() => load(chunk)))
  return {
    snapshotted: Promise.all(reads.map(({ read }) => read)).then(() => undefined),
    restored: Promise.all(loads).then(() => undefined),
  }

  async function read(chunk: ChunkRef): Promise<void> {
    const { rows, bytes } = await obtain(chunk)
    events.snapshotted(rows, bytes)
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
