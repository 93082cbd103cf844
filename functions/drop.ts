import { dropShadow } from '../shared/steps/drop-shadow.ts'
import { awsPorts } from './aws-ports.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Takes away what a run that failed has left on staging. */
export const handler = lambdaFor(
  'drop',
  awsPorts('plans', 'shadow', 'leftovers'),
  async ({ run }: RunEvent, { leftovers, ...ports }) => {
    await leftovers.release()
    await dropShadow(run, ports)
    await leftovers.dropUnused()
  },
)
