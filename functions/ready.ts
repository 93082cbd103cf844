import { awsPorts } from './aws-ports.ts'
import type { ReadyEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'
import { makeReady } from './make-ready.ts'

/** Before anything is written to staging: a record can be written, and a run that was abandoned has its own. */
export const handler = lambdaFor(
  'ready',
  awsPorts('clock', 'plans', 'receipts', 'catalogue', 'notes', 'records', 'signer', 'deployed'),
  (event: ReadyEvent, { deployed, ...ports }) => makeReady(event, deployed, ports),
)
