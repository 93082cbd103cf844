import { confirmFrozen } from '../shared/steps/confirm-frozen.ts'
import { awsPorts } from './aws-ports.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Nobody has written to the clone while it was read. */
export const handler = lambdaFor('frozen', awsPorts('source', 'notes'), ({ run }: RunEvent, ports) =>
  confirmFrozen(run, ports),
)
