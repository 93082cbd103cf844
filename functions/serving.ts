import { serving } from '../shared/steps/serving.ts'
import { awsPorts } from './aws-ports.ts'
import type { ServingEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Looks at what staging serves: the functions that write records cannot reach it. */
export const handler = lambdaFor('serving', awsPorts('live', 'clock'), (_: ServingEvent, ports) => serving(ports))
