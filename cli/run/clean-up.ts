import { createShadow } from '../../shared/adapters/mysql/shadow/shadow.ts'
import { dropUnusedSchema } from '../../shared/adapters/mysql/shadow/subset-staging.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import type { NightmaskError } from '../../shared/errors.ts'
import { stayedIn } from '../../shared/steps/rows-of-earlier.ts'
import { endpointOf } from './endpoints.ts'
import type { Run } from './open-run.ts'

/** After the pipeline: threads end, and what nobody needs any more goes. Its own failures change nothing of the outcome. */
export async function cleanUp(run: Run, failure: NightmaskError | null): Promise<void> {
  await run.pool?.stop()
  run.pool = null
  if (failure && run.plan) await attempt(run, 'the shadow schema', () => dropShadow(run))
  if (failure && run.madeSchema) await attempt(run, 'the empty schema of the dataset', () => dropUnused(run))
  // What was refused may hold a leak, and would be refused again.
  const resumable = failure !== null && failure.kind !== 'refused' && (await canResume(run).catch(() => false))
  if (!resumable) await attempt(run, 'masked chunks', () => run.stores.chunks.drop(run.runId))
  await attempt(run, 'people of the source', () => run.stores.people.drop(run.runId))
  // What the last full run left is still needed: for `verify`, and so that the next dataset has its pseudonyms.
  if (run.options.dataset === null)
    await attempt(run, 'artifacts of older runs', () =>
      run.stores.expire({ runId: run.runId, published: failure === null }),
    )
}

/** Masked chunks are kept after a failure when all of them are there: `--resume` loads them. Rows that were reused go with the shadow schema. */
export async function canResume({ plan, stores, runId }: Run): Promise<boolean> {
  const { chunks } = await stores.receipts.snapshots(runId)
  return plan !== null && chunks.length === plan.chunks.length && !chunks.some(stayedIn)
}

async function dropShadow({ options, plan }: Run): Promise<void> {
  // The connection may be gone, or busy with a statement whose end nobody waits for: a new one drops what is left.
  const wire = await openWire(endpointOf(options.config, 'staging').url, 'staging')
  try {
    await createShadow(wire).drop(plan!)
  } finally {
    wire.close()
  }
}

async function dropUnused({ nightly, options }: Run): Promise<void> {
  const wire = await openWire(endpointOf(nightly, 'staging').url, 'plain')
  try {
    await dropUnusedSchema(wire, endpointOf(options.config, 'staging').database)
  } finally {
    wire.close()
  }
}

async function attempt(run: Run, what: string, work: () => Promise<void>): Promise<void> {
  await work().catch(() => run.progress.note(`Not removed: ${what}; the next run does it.`))
}
