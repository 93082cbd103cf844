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
