import type { StepReport } from '../../../shared/ports.ts'
import { plan } from '../../../shared/steps/plan.ts'
import { systemClock } from '../clock.ts'
import { prepareDatasets } from '../dataset.ts'
import { connect, type Run } from '../open-run.ts'
import { planInput } from '../plan-input.ts'

/** Connects, lets staging prove itself, and settles what will be done. A resumed run keeps the plan it had. */
export async function planStage(run: Run): Promise<StepReport> {
  run.progress.step('plan', null)
  await prepareDatasets(run.nightly, run.options.config, run.progress)
  const connections = await connect(run)
  await connections.claimStaging()
  const input = await planInput(run.runId, run.options, connections)
  if (run.options.resume) run.plan = await run.stores.plans.read(run.runId)
  else {
    const { source } = connections
    const planned = await plan(input, { ...run.stores, clock: systemClock, source, key: run.key })
    for (const note of planned.notes) run.progress.note(note)
    run.plan = planned.plan
  }
  return { rows: 0, bytes: 0 }
}
