import { publish } from '../shared/steps/publish.ts'
import { awsPorts } from './aws-ports.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Swaps the generations. */
export const handler = lambdaFor('publish', awsPorts('plans', 'live', 'notes'), ({ run }: RunEvent, ports) =>
  publish(run, ports),
)
