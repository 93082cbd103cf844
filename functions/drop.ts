import { dropShadow } from '../shared/steps/drop-shadow.ts'
import { awsPorts } from './aws-ports.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Takes away the shadow schema of a run that failed. */
export const handler = lambdaFor('drop', awsPorts('plans', 'shadow'), ({ run }: RunEvent, ports) =>
  dropShadow(run, ports),
)
