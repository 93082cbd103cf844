import type { Json, ParallelState, StatesBlock } from './definition.ts'
import { evaluate } from './evaluate.ts'
import { type Frame, namesOf, type Visit } from './frame.ts'
import { Scope } from './scope.ts'

/** How a block of states is run; handed in, so that the files of the states do not import each other in a ring. */
export type RunStates = (block: StatesBlock, input: Json, frame: Frame) => Promise<Json>

/** Runs all branches at once on the same input; the first failure is the state's own and ends the others. */
export async function runParallel(state: ParallelState, visit: Visit, run: RunStates): Promise<Json> {
  const { frame } = visit
  const input =
    state.Arguments === undefined
      ? visit.input
      : await evaluate(state.Arguments, namesOf(visit), `Arguments of ${visit.name}`)
  const failure = new AbortController()
  const signal = AbortSignal.any([frame.signal, failure.signal])
  try {
    return await Promise.all(
      state.Branches.map((branch) => run(branch, input, { ...frame, signal, scope: new Scope(frame.scope) })),
    )
  } finally {
    failure.abort()
  }
}
