import { attempt, type Departure, depart } from './attempt.ts'
import type { ChoiceState, Json, State, StatesBlock, Template, WaitState } from './definition.ts'
import { evaluate } from './evaluate.ts'
import { type Frame, namesOf, type Visit } from './frame.ts'
import { runMap } from './run-map.ts'
import { runParallel } from './run-parallel.ts'
import { runTask } from './run-task.ts'
import { StateError, withinLimit } from './state-error.ts'

/** Runs states from one to the next until one ends the block; returns its output or throws StateError. */
export async function runStates(
  block: StatesBlock,
  input: Json,
  frame: Frame,
  startAt: string = block.StartAt,
): Promise<Json> {
  let at: Departure = { output: input, next: startAt }
  while (at.next !== null) {
    frame.signal.throwIfAborted()
    const state = block.States[at.next]
    if (!state) throw new Error(`there is no state ${at.next}`)
    const value = withinLimit(at.output, `input of ${at.next}`)
    await frame.enter(at.next, state, value, frame.isChild)
    at = await runState(at.next, state, value, frame)
  }
  return withinLimit(at.output, 'output')
}

async function runState(name: string, state: State, input: Json, frame: Frame): Promise<Departure> {
  const visit: Visit = { name, input, frame, enteredAt: frame.world.clock.now(), retryCount: 0 }
  switch (state.Type) {
    case 'Task':
      return attempt(state, visit, (again) => runTask(state, again))
    case 'Parallel':
      return attempt(state, visit, (again) => runParallel(state, again, runStates))
    case 'Map':
      return attempt(state, visit, (again) => runMap(state, again, runStates))
    case 'Choice':
      return choose(state, visit)
    case 'Wait':
      await wait(state, visit)
      return depart(state, visit, input)
    case 'Pass':
      return depart(state, visit, input)
    case 'Succeed':
      return depart({ ...state, End: true }, visit, input)
    case 'Fail':
      throw new StateError(await textOf(state.Error, 'Error', visit), await textOf(state.Cause, 'Cause', visit))
  }
}

// The Assign and Output of the state itself are those of its Default.
async function choose(state: ChoiceState, visit: Visit): Promise<Departure> {
  for (const choice of state.Choices) {
    const met = await evaluate(choice.Condition, namesOf(visit), `Condition of ${visit.name}`)
    if (typeof met !== 'boolean')
      throw new StateError(
        'States.QueryEvaluationError',
        `The Condition '${choice.Condition}' of ${visit.name} is no boolean`,
      )
    if (met) return depart(choice, visit, visit.input)
  }
  if (!state.Default) throw new StateError('States.NoChoiceMatched', `No choice of ${visit.name} matched`)
  return depart({ ...state, Next: state.Default }, visit, visit.input)
}

async function wait(state: WaitState, visit: Visit): Promise<void> {
  const { clock } = visit.frame.world
  const names = namesOf(visit)
  const seconds =
    state.Seconds !== undefined
      ? await evaluate(state.Seconds, names, `Seconds of ${visit.name}`)
      : (Date.parse(String(await evaluate(state.Timestamp ?? null, names, `Timestamp of ${visit.name}`))) -
          clock.now().getTime()) /
        1000
  if (typeof seconds !== 'number' || Number.isNaN(seconds))
    throw new StateError('States.QueryEvaluationError', `${visit.name} waits for no number of seconds`)
  await clock.sleep(Math.max(0, seconds), visit.frame.signal)
}

async function textOf(template: Template | undefined, field: string, visit: Visit): Promise<string> {
  if (template === undefined) return ''
  const text = await evaluate(template, namesOf(visit), `${field} of ${visit.name}`)
  if (typeof text === 'string') return text
  throw new StateError('States.QueryEvaluationError', `The ${field} of ${visit.name} is no text`)
}
