import type { StepName } from '../../../shared/pipeline.ts'
import type { StepReport } from '../../../shared/ports.ts'
import type { Run } from '../open-run.ts'
import { planStage } from './plan.ts'
import { publishStage } from './publish.ts'
import { restoreStage } from './restore.ts'
import { seedStage } from './seed.ts'
import { snapshotStage } from './snapshot.ts'
import { surveyStage } from './survey.ts'
import { verifyStage } from './verify.ts'

/** How this machine takes each step: the run's steps here, the chunks' steps in the worker threads. */
export const stages: Record<Exclude<StepName, 'audit'>, (run: Run) => Promise<StepReport>> = {
  plan: planStage,
  survey: surveyStage,
  snapshot: snapshotStage,
  restore: restoreStage,
  seed: seedStage,
  verify: verifyStage,
  publish: publishStage,
}
