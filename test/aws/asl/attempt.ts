import type { Exit, Fallible, Json, Retrier } from './definition.ts'
import { evaluate } from './evaluate.ts'
import { namesOf, type Visit } from './frame.ts'
import { matches, StateError, withinLimit } from './state-error.ts'

/** A state's output and the state that follows, null at the end. */
export interface Departure {
  readonly output: Json
  readonly next: string | null
}

/** Runs the work of a Task, Map or Parallel, again as its Retriers say, and goes on where a Catcher says. */
export async function attempt(
  state: Fallible,
  visit: Visit,
  work: (visit: Visit) => Promise<Json>,
): Promise<Departure> {
  const tries = new Map<Retrier, number>()
  for (let retryCount = 0; ; retryCount++) {
    const again = { ...visit, retryCount }
    try {
      const result = withinLimit(await work(again), `result of ${visit.name}`)
      return await depart(state, again, result, { result })
    } catch (error) {
      if (!(error instanceof StateError)) throw error
      const retrier = state.Retry?.find(({ ErrorEquals }) => matches(ErrorEquals, error))
      const tried = retrier ? (tries.get(retrier) ?? 0) : 0
      if (retrier && tried < (retrier.MaxAttempts ?? 3)) {
        tries.set(retrier, tried + 1)
        await visit.frame.world.clock.sleep(
          delaySeconds(retrier, tried, visit.frame.world.random()),
          visit.frame.signal,
        )
        continue
      }
      const catcher = state.Catch?.find(({ ErrorEquals }) => matches(ErrorEquals, error))
      if (!catcher) throw error
      return depart(catcher, again, error.output, { errorOutput: error.output })
    }
  }
}

/** Assign and Output see the variables as they were; the new ones hold from the next state on. */
export async function depart(
  leaving: Exit,
  visit: Visit,
  otherwise: Json,
  more: Readonly<Record<string, Json>> = {},
): Promise<Departure> {
  const names = namesOf(visit, more)
  const { Assign = {}, Output } = leaving
  const assigned = await evaluate(Assign, names, `Assign of ${visit.name}`)
  const output = Output === undefined ? otherwise : await evaluate(Output, names, `Output of ${visit.name}`)
  visit.frame.scope.assign(assigned as Record<string, Json>)
  return { output: withinLimit(output, `output of ${visit.name}`), next: leaving.End ? null : (leaving.Next ?? null) }
}

function delaySeconds(retrier: Retrier, tried: number, random: number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY, JitterStrategy } = retrier
  const seconds = Math.min(IntervalSeconds * BackoffRate ** tried, MaxDelaySeconds)
  return JitterStrategy === 'FULL' ? seconds * random : seconds
}
