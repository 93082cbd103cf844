import { masksWith } from '../../shared/adapters/masks-with.ts'
import type { Ports } from '../../shared/ports.ts'
import { datasetNamed } from '../../shared/steps/dataset-request.ts'
import type { PlanInput } from '../../shared/steps/plan.ts'
import type { RunOptions } from '../progress.ts'
import { toolVersion } from '../version.ts'

/** What the plan step is asked on this machine, after staging has proved itself to be staging. */
export async function planInput(
  runId: string,
  keyId: string | null,
  options: RunOptions,
  { source, live }: Pick<Ports, 'source' | 'live'>,
): Promise<PlanInput> {
  const { config } = options
  const keepTables = config.staging.keep_tables
  return {
    runId,
    toolVersion,
    masksWith,
    dataset: options.dataset,
    ...(options.dataset === null ? {} : { expiresDays: datasetNamed(config, options.dataset).expires_days }),
    seed: { ...seedOf(config.seed), value: options.seed ?? config.seed.value },
    staging: {
      identity: await live.prove(await source.identity(), keepTables),
      loadMethod: await live.loadMethod(),
      keptThere: await live.has(keepTables),
    },
    keepTables,
    own: config.own,
    policyText: options.policyText,
    policyFile: options.policyFile,
    keyId,
    ...(options.dataset === null ? { refresh: await refreshFacts(options, live) } : {}),
    chunkRows: options.chunkRows,
  }
}

async function refreshFacts({ config }: RunOptions, live: Ports['live']): Promise<NonNullable<PlanInput['refresh']>> {
  const { changes, full_every: fullEvery } = config.refresh
  return { changes, fullEvery, ...(await live.generations()) }
}

function seedOf({ edge_cases: edgeCases, ...seed }: RunOptions['config']['seed']): PlanInput['seed'] {
  return { ...seed, edgeCases }
}
