import { awsPorts } from './aws-ports.ts'
import type { BeginEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Takes the lock of the artifacts for a Night execution. */
export const handler = lambdaFor('begin', awsPorts('lock'), (claim: BeginEvent, { lock }) => lock.begin(claim))
