import { RunFailedError } from '../../../shared/errors.ts'
import type { ChunkReceipt } from '../../../shared/masking/rows/snapshot-receipts.ts'
import type { StepReport } from '../../../shared/ports.ts'
import { stayedIn } from '../../../shared/steps/rows-of-earlier.ts'
import { makeTables } from '../make-tables.ts'
import { connect, planOf, poolOf, type Run, rowsOf } from '../open-run.ts'
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
  await assertStayed(run, masked)
  return startLoading(plan, poolOf(run), {
    snapshotted: () => undefined,
    restored: (rows, bytes) => countLoaded(run, rows, bytes),
  })
}

/** Rows that were to stay went with the shadow schema, unless the run was killed before it could clean up. */
async function assertStayed(run: Run, masked: readonly ChunkReceipt[]): Promise<void> {
  const { shadow } = await connect(run)
  const stayed = masked.filter((receipt) => (stayedIn(receipt)?.rows ?? 0) > 0)
  for (const table of new Set(stayed.map(({ chunk }) => chunk.table)))
    if ((await shadow.count(planOf(run), table)) === 0)
      throw new RunFailedError(
        `Run ${run.runId} was to leave rows of ${table} as an earlier night had masked them, and they are gone with what it had made: start a new run.`,
      )
}
