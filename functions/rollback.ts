import { rollback } from '../shared/steps/rollback.ts'
import { awsPorts } from './aws-ports.ts'
import type { RollbackEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'
import { ofWorkflow } from './of-workflow.ts'

/** Publishes the previous generation again, within the Rollback workflow, which records it. */
export const handler = lambdaFor('rollback', awsPorts('live', 'clock'), (event: RollbackEvent, ports) =>
  rollback(ofWorkflow(event), ports),
)
