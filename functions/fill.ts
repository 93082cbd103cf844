import { fillSource } from './fill-source.ts'
import { lambdaFor } from './lambda-for.ts'

/** Fills the source of a sandbox, which is empty when it is made. No part of a night. */
export const handler = lambdaFor('fill', async () => ({}), fillSource)
