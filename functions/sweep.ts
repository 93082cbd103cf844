import { lambdaFor } from './lambda-for.ts'
import { stagingSweeper } from './sweeper.ts'

/** Drops shadow schemas that have been left over for a day. */
export const handler = lambdaFor('sweep', stagingSweeper, async (_: object, sweep) => ({ schemas: await sweep() }))
