import { awsPorts } from './aws-ports.ts'
import type { EndEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Gives the lock back and deletes masked chunks and sealed people, which nobody needs any more. */
export const handler = lambdaFor(
  'end',
  awsPorts('chunks', 'people', 'lock'),
  async ({ run, execution }: EndEvent, ports) => {
    await ports.lock.end({ runId: run.runId, execution })
    await ports.chunks.drop(run.runId)
    await ports.people.drop(run.runId)
  },
)
