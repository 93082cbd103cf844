import type { StepReport } from '../../../shared/ports.ts'
import { beginSealing } from '../../../shared/steps/seal-shadow.ts'
import { seedRows } from '../../../shared/steps/seed.ts'
import { connect, type Run } from '../open-run.ts'

/** Takes over what staging keeps, adds the edge cases and applies staging's settings. */
export async function seedStage(run: Run): Promise<StepReport> {
  run.progress.step('seed', null)
  const { shadow } = await connect(run)
  const ports = { ...run.stores, shadow }
  const report = await seedRows({ runId: run.runId }, ports)
  // It may have to wait for the end of a second: verify reads meanwhile what the run has left, and tables that are sealed already.
  run.sealing = beginSealing({ runId: run.runId }, ports)
  return report
}
