import { once } from '../../../shared/adapters/remembered.ts'
import { UsageError } from '../../../shared/errors.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { StepReport } from '../../../shared/ports.ts'
import { plan } from '../../../shared/steps/plan.ts'
import { withoutInterruption } from '../../interruption.ts'
import { systemClock } from '../clock.ts'
import { checkDataset } from '../close-dataset.ts'
import type { Connections } from '../connections.ts'
import { prepareDatasets } from '../dataset.ts'
import { connect, poolOf, type Run, startThreadsAsBefore, startThreadsFor } from '../open-run.ts'
import { planInput } from '../plan-input.ts'
import { whyFewer } from '../thread-pool.ts'

/** Connects, lets staging prove itself, and settles what will be done. A resumed run keeps the plan it had. */
export async function planStage(run: Run): Promise<StepReport> {
  run.progress.step('plan', null)
  await startThreadsAsBefore(run)
  run.madeSchema = await prepareDatasets(run.nightly, run.options.config, run.progress)
  const connections = await connect(run)
  const source = askedAhead(run, connections)
  const input = await planInput(run.runId, run.key.id, run.options, { ...connections, source })
  await withoutInterruption(run.options.signal, () => connections.live.claim(run.runId))
  run.claimed = true
  if (run.options.resume) run.plan = await planToResume(run, input.staging.identity.database)
  else {
    const planned = await plan(input, { ...run.stores, clock: systemClock, source })
    for (const note of planned.notes) run.progress.detail(note)
    run.plan = planned.plan
    await bound(run, planned.plan.chunks.length)
    if (planned.plan.dataset !== null) await checkDataset(run.options, planned.plan, connections.monitor)
  }
  return { rows: 0, bytes: 0 }
}

/** The source, which is asked for its schema while staging proves itself; threads read their modules while the rest of the plan is made. */
function askedAhead(run: Run, { source }: Pick<Connections, 'source'>): Connections['source'] {
  const identity = once(source.identity)
  // One after the other: both use one connection.
  const asking = once(() => identity().then(() => source.introspect()))
  if (!run.options.resume) asking().catch(() => undefined)
  const introspect = async () => {
    const schema = await asking()
    startThreadsFor(run, schema)
    return schema
  }
  return { ...source, identity, introspect }
}

// Each thread has one chunk at a time.
async function bound(run: Run, chunks: number): Promise<void> {
  const { workers } = run.options
  const pool = poolOf(run)
  if (workers !== null) await pool.keep(Math.max(1, Math.min(pool.threads.length, chunks)))
  const used = pool.threads.length
  if (workers !== null && used !== workers) run.progress.note(whyFewer(workers, used))
}

// What was masked for one staging is never published in another.
async function planToResume({ stores, runId }: Run, database: string): Promise<Plan> {
  const plan = await stores.plans.read(runId)
  if (plan.staging.database === database) return plan
  const flags = plan.dataset === null ? 'without a dataset' : `with the dataset ${plan.dataset}`
  throw new UsageError(
    `Run ${runId} was on its way to ${plan.staging.database}, ${flags}; resume it with the same flags.`,
  )
}
