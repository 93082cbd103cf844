import { confirmSchema } from '../shared/steps/confirm-schema.ts'
import { awsPorts } from './aws-ports.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** The source still has the schema that was planned. */
export const handler = lambdaFor('confirm', awsPorts('plans', 'source'), ({ run }: RunEvent, ports) =>
  confirmSchema(run, ports),
)
