import { awsPorts } from './aws-ports.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Who the source is. */
export const handler = lambdaFor('identify', awsPorts('source'), (_: RunEvent, { source }) => source.identity())
