import { awsPorts } from './aws-ports.ts'
import type { ProveEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Staging proves that it is staging, and says how it can be loaded. */
export const handler = lambdaFor('prove', awsPorts('prover'), ({ source }: ProveEvent, { prover }) => prover(source))
