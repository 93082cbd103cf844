import { awsPorts } from './aws-ports.ts'
import type { RecordEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'
import { recordRollback } from './record-rollback.ts'

/** Writes the record of a rollback, whatever became of it. */
export const handler = lambdaFor('record', awsPorts('clock', 'records', 'signer'), (event: RecordEvent, ports) =>
  recordRollback(event, ports),
)
