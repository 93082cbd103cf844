import type { StepReport } from '../../../shared/ports.ts'
import { confirmSchema } from '../../../shared/steps/confirm-schema.ts'
import { publish } from '../../../shared/steps/publish.ts'
import { withoutInterruption } from '../../interruption.ts'
import { connect, type Run } from '../open-run.ts'

/** Looks at the source's schema once more, then swaps the generations. */
export async function publishStage(run: Run): Promise<StepReport> {
  run.progress.step('publish', null)
  const { source, live } = await connect(run)
  await confirmSchema({ runId: run.runId }, { ...run.stores, source })
  await withoutInterruption(run.options.signal, () => publish({ runId: run.runId }, { ...run.stores, live }))
  return { rows: 0, bytes: 0 }
}
