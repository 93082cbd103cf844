import type { StagingFacts } from '../shared/steps/plan.ts'
import { awsPorts } from './aws-ports.ts'
import type { ProveEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Staging proves that it is staging, and says how it can be loaded. */
export const handler = lambdaFor(
  'prove',
  awsPorts('live', 'deployed'),
  async ({ source }: ProveEvent, { live, deployed }): Promise<StagingFacts> => ({
    identity: await live.prove(source, deployed.config.staging.keep_tables),
    loadMethod: await live.loadMethod(),
  }),
)
