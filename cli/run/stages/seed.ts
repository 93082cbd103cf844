import type { StepReport } from '../../../shared/ports.ts'
import { seed } from '../../../shared/steps/seed.ts'
import { connect, type Run } from '../open-run.ts'

/** Takes over what staging keeps, adds the edge cases and applies staging's settings. */
export async function seedStage(run: Run): Promise<StepReport> {
  run.progress.step('seed', null)
  const { shadow } = await connect(run)
  return seed({ runId: run.runId }, { ...run.stores, shadow })
}
