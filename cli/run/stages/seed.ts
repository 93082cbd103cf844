import type { StepReport } from '../../../shared/ports.ts'
import { seed } from '../../../shared/steps/seed.ts'
import { connect, type Run } from '../open-run.ts'

/** Adds the edge cases. */
export async function seedStage(run: Run): Promise<StepReport> {
  run.progress.step('seed', null)
  const { shadow } = await connect(run)
  return seed({ runId: run.runId }, { ...run.stores, shadow })
}
