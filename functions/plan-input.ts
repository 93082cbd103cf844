import { masksWith } from '../shared/adapters/masks-with.ts'
import type { Config } from '../shared/config/config.ts'
import { ownOfDataset } from '../shared/policy/staging-own.ts'
import type { Generations } from '../shared/ports.ts'
import { datasetNamed } from '../shared/steps/dataset-request.ts'
import type { PlanInput } from '../shared/steps/plan.ts'
import type { Deployed } from './deployed.ts'
import { setting } from './environment.ts'
import type { PlanEvent } from './events.ts'

/** What the plan step is asked on AWS: what was deployed, for this run and the staging that proved itself. */
export function planInput(
  { run, staging }: PlanEvent,
  { config, policyText, policyFile }: Deployed,
  generations: Generations | null,
): PlanInput {
  const { edge_cases: edgeCases, ...seed } = config.seed
  const { keep_tables: keepTables } = config.staging
  const { changes, full_every: fullEvery } = config.refresh
  const refresh = { changes, fullEvery, ...(generations ?? { serves: null, spare: null }) }
  const nightly = { dataset: null, seed: { ...seed, edgeCases }, keepTables, own: config.own, refresh }
  return {
    ...(run.dataset ? datasetInput(run.dataset.name, config) : nightly),
    runId: run.runId,
    toolVersion: setting('TOOL_VERSION'),
    masksWith,
    staging,
    policyText,
    policyFile,
    // Which secret version masks is settled by the workflow; its name only those know who read it.
    keyId: null,
    chunkRows: null,
  }
}

// A dataset has a staging of its own: nothing is kept in it and nothing seeded.
function datasetInput(dataset: string, config: Config) {
  const expiresDays = datasetNamed(config, dataset).expires_days
  const own = ownOfDataset(config.own)
  return { dataset, expiresDays, seed: { value: config.seed.value, edgeCases: [] }, keepTables: [], own }
}
