import { assertPassed, verify } from '../shared/steps/verify.ts'
import { awsPorts } from './aws-ports.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Checks the shadow schema; fails as Refused when it may not be published. */
export const handler = lambdaFor(
  'verify',
  awsPorts(
    'plans',
    'shadow',
    'served',
    'originals',
    'receipts',
    'catalogue',
    'originalsKey',
    'scanner',
    'notes',
    'scans',
  ),
  async ({ run }: RunEvent, ports) => assertPassed(await verify(run, ports)),
)
