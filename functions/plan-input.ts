import type { PlanInput } from '../shared/steps/plan.ts'
import type { Deployed } from './deployed.ts'
import { setting } from './environment.ts'
import type { PlanEvent } from './events.ts'

/** What the plan step is asked on AWS: what was deployed, for this run and the staging that proved itself. */
export function planInput({ run, staging }: PlanEvent, { config, policyText, policyFile }: Deployed): PlanInput {
  const { edge_cases: edgeCases, ...seed } = config.seed
  return {
    runId: run.runId,
    toolVersion: setting('TOOL_VERSION'),
    dataset: run.dataset?.name ?? null,
    seed: { ...seed, edgeCases },
    staging,
    keepTables: config.staging.keep_tables,
    policyText,
    policyFile,
    chunkRows: null,
  }
}
