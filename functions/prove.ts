import { awsPorts } from './aws-ports.ts'
import type { ProveEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Staging proves that it is staging, and says how it can be loaded. */
export const handler = lambdaFor(
  'prove',
  awsPorts('prover', 'notes'),
  async ({ run, source }: ProveEvent, { prover, notes }) => {
    const { facts, generations } = await prover(source)
    // The definitions of some thousand tables are more than a state may hold.
    await notes.write(run.runId, 'generations', generations)
    return facts
  },
)
