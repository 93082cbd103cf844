import type { Json, ParallelState, StatesBlock } from './definition.ts'
import { evaluate } from './evaluate.ts'
import { type BranchProgress, type Frame, namesOf, type Visit } from './frame.ts'
import { Scope } from './scope.ts'

/** How a block of states is run; handed in, so that the files of the states do not import each other in a ring. */
export type RunStates = (block: StatesBlock, input: Json, frame: Frame, startAt?: string) => Promise<Json>

/**
 * Runs all branches at once on the same input; the first failure is the state's own and ends the others. A redrive goes on in each
 * branch at the state that it was in, without variables that the branch has assigned.
 */
export async function runParallel(state: ParallelState, visit: Visit, run: RunStates): Promise<Json> {
  const { frame } = visit
  const input =
    state.Arguments === undefined
      ? visit.input
      : await evaluate(state.Arguments, namesOf(visit), `Arguments of ${visit.name}`)
  const failure = new AbortController()
  const signal = AbortSignal.any([frame.signal, failure.signal])
  const progress = frame.branches(visit.name)
  // A Retry of the state itself begins anew.
  if (visit.retryCount > 0) progress.clear()
  try {
    return await Promise.all(
      state.Branches.map((branch, index) => {
        const before = progress.get(index)
        if (before && 'output' in before) return before.output
        return runBranch(branch, before ?? { state: branch.StartAt, input }, { frame, signal, run }, (now) =>
          progress.set(index, now),
        )
      }),
    )
  } finally {
    failure.abort()
  }
}

async function runBranch(
  branch: StatesBlock,
  from: { readonly state: string; readonly input: Json },
  { frame, signal, run }: { readonly frame: Frame; readonly signal: AbortSignal; readonly run: RunStates },
  came: (progress: BranchProgress) => void,
): Promise<Json> {
  const output = await run(
    branch,
    from.input,
    {
      ...frame,
      signal,
      scope: new Scope(frame.scope),
      enter(name, state, input, isChild) {
        if (branch.States[name] === state) came({ state: name, input })
        return frame.enter(name, state, input, isChild)
      },
    },
    from.state,
  )
  came({ output })
  return output
}
