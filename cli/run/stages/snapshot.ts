import type { StepReport } from '../../../shared/ports.ts'
import { makeTables } from '../make-tables.ts'
import { planOf, poolOf, type Run, rowsOf } from '../open-run.ts'
import { startTransfer } from '../transfer.ts'

/** Reads and masks every chunk; each is loaded meanwhile, as soon as it is there. */
export async function snapshotStage(run: Run): Promise<StepReport> {
  const plan = planOf(run)
  const pool = poolOf(run)
  run.progress.step('snapshot', rowsOf(plan))
  const total = { rows: 0, bytes: 0 }
  const ready = { made: run.made ?? makeTables(run), shared: run.shared ?? Promise.resolve() }
  run.transfer = startTransfer(plan, pool, ready, {
    snapshotted(rows, bytes) {
      total.rows += rows
      total.bytes += bytes
      run.progress.advance(rows, bytes)
    },
    restored: (rows, bytes) => countLoaded(run, rows, bytes),
  })
  // A load that fails ends the snapshot too, which would wait for it otherwise.
  const { snapshotted, restored } = run.transfer
  const read = Promise.race([snapshotted, restored]).then(() => snapshotted)
  await (run.hold?.whileReading(read) ?? read)
  // Production is let go now: what follows may wait for hours, for staging.
  await run.hold?.release()
  return total
}

/** Loading began with the snapshot: its progress shows once the snapshot is done. */
export function countLoaded(run: Run, rows: number, bytes: number): void {
  run.loaded = { rows: run.loaded.rows + rows, bytes: run.loaded.bytes + bytes }
  if (run.reached === 'restore') run.progress.advance(rows, bytes)
}
