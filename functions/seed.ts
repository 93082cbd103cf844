import { seed } from '../shared/steps/seed.ts'
import { awsPorts } from './aws-ports.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Takes over what staging keeps, adds the edge cases and applies staging's settings. */
export const handler = lambdaFor(
  'seed',
  awsPorts('plans', 'shadow', 'catalogue', 'notes', 'receipts'),
  ({ run }: RunEvent, ports) => seed(run, ports),
)
