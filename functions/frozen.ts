import { confirmFrozen } from '../shared/steps/confirm-frozen.ts'
import { awsPorts } from './aws-ports.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Nobody wrote to the clone from plan to the last chunk. */
export const handler = lambdaFor('frozen', awsPorts('source', 'notes'), ({ run }: RunEvent, ports) =>
  confirmFrozen(run, ports),
)
