import { awsPorts } from './aws-ports.ts'
import { beginRun } from './begin-run.ts'
import { lambdaFor } from './lambda-for.ts'

/** Takes the lock of the artifacts for an execution of Night or Rollback. */
export const handler = lambdaFor('begin', awsPorts('lock', 'holds'), beginRun)
