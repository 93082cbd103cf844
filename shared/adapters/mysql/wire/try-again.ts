import { DatabaseError } from '../../../errors.ts'

/** Does `work` again, so many times in all, while the server answers with one of these errors. Throws what the last try threw. */
export async function tryAgain<Result>(
  errnos: readonly number[],
  attempts: number,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !(error instanceof DatabaseError) || !errnos.includes(error.errno)) throw error
    }
}

const deadlock = 1213
const mostTries = 10

/** Of two statements that wait for each other the server sends one away, definitions too: it is sent again. */
export function untilNoDeadlock<Result>(work: () => Promise<Result>): Promise<Result> {
  return tryAgain([deadlock], mostTries, work)
}
