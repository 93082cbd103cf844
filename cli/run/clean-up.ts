import type { NightmaskError } from '../../shared/errors.ts'
import type { Run } from './open-run.ts'

/** After the pipeline: threads end, and what nobody needs any more goes. Its own failures change nothing of the outcome. */
export async function cleanUp(run: Run, failure: NightmaskError | null): Promise<void> {
  await run.pool?.stop()
  run.pool = null
  if (failure && run.plan) await attempt(run, 'the shadow schema', () => dropShadow(run))
  if (!failure || !(await canResume(run))) await attempt(run, 'masked chunks', () => run.stores.chunks.drop(run.runId))
  // What the last full run left is still needed: for `verify`, and so that the next dataset has its pseudonyms.
  if (!failure && run.options.dataset === null)
    await attempt(run, 'artifacts of older runs', () => run.stores.expire(run.runId))
}

/** Masked chunks are kept after a failure when all of them are there: `--resume` loads them. */
export async function canResume({ plan, stores, runId }: Run): Promise<boolean> {
  return plan !== null && (await stores.receipts.snapshots(runId)).length === plan.chunks.length
}

async function dropShadow(run: Run): Promise<void> {
  // The connection may be gone, or busy with a statement whose end nobody waits for: a new one drops what is left.
  const { connectSides } = await import('./connections.ts')
  const connections = await connectSides(run.options.config)
  try {
    await connections.shadow.drop(run.plan!)
  } finally {
    connections.close()
  }
}

async function attempt(run: Run, what: string, work: () => Promise<void>): Promise<void> {
  await work().catch(() => run.progress.note(`Not removed: ${what}; the next run does it.`))
}
