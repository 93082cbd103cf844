import { RunFailedError } from '../../../shared/errors.ts'
import type { StepReport } from '../../../shared/ports.ts'
import { makeTables } from '../make-tables.ts'
import { planOf, poolOf, type Run, rowsOf } from '../open-run.ts'
import { startLoading, type Transfer } from '../transfer.ts'
import { countLoaded } from './snapshot.ts'

/** Waits for the last chunk and its indexes, then adds the foreign keys. A resumed run loads the chunks that are stored. */
export async function restoreStage(run: Run): Promise<StepReport> {
  run.progress.step('restore', rowsOf(planOf(run)))
  run.transfer ??= await resume(run)
  run.progress.advance(run.loaded.rows, run.loaded.bytes)
  await run.transfer.restored
  // Tables whose rows stay behind have no chunk that their indexes could follow.
  for (const table of planOf(run).skippedTables)
    await poolOf(run).write('restore', { runId: run.runId, part: { kind: 'indexes', table } })
  await poolOf(run).write('restore', { runId: run.runId, part: { kind: 'keys' } })
  return run.loaded
}

async function resume(run: Run): Promise<Transfer> {
  const plan = planOf(run)
  const { chunks: masked } = await run.stores.receipts.snapshots(run.runId)
  // The snapshot ended with its connections: what it did not read cannot be read any more.
  if (masked.length < plan.chunks.length)
    throw new RunFailedError(
      `Run ${run.runId} ended when ${masked.length} of ${plan.chunks.length} chunks were masked, and its snapshot is gone: start a new run.`,
    )
  await makeTables(run)
  return startLoading(plan, poolOf(run), {
    snapshotted: () => undefined,
    restored: (rows, bytes) => countLoaded(run, rows, bytes),
  })
}
