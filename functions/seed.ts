import { seed } from '../shared/steps/seed.ts'
import { awsPorts } from './aws-ports.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Adds the edge cases. */
export const handler = lambdaFor(
  'seed',
  awsPorts('plans', 'shadow', 'catalogue', 'notes'),
  ({ run }: RunEvent, ports) => seed(run, ports),
)
