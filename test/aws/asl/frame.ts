import type { Json, State } from './definition.ts'
import type { Names } from './evaluate.ts'
import type { Scope } from './scope.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** What the interpreter needs of the world. */
export interface World {
  readonly clock: VirtualClock
  /** Does what a Task's Resource names; throws StateError. */
  task(resource: string, args: Json, call: { readonly state: string; readonly signal: AbortSignal }): Promise<Json>
  /** Objects for ItemReader and ResultWriter. */
  readObject(bucket: string, key: string): Promise<string>
  writeObject(bucket: string, key: string, text: string): Promise<void>
  /** For jitter: a number from 0 to 1. */
  random(): number
}

/** A branch that has ended, or the state that it was in. */
export type BranchProgress = { readonly output: Json } | { readonly state: string; readonly input: Json }

/** Where a state runs: the execution, or a branch, iteration or child execution of it. */
export interface Frame {
  readonly world: World
  /** `$states.context` without State. */
  readonly context: Readonly<Record<string, Json>>
  readonly scope: Scope
  readonly signal: AbortSignal
  /** In a child execution: its states are no part of the execution's own history. */
  readonly isChild: boolean
  /** Told before each state. */
  enter(name: string, state: State, input: Json, isChild: boolean): Promise<void>
  /** Outputs of a Map's finished child executions by index: a redrive does not run them again. */
  finished(map: string): Map<number, Json>
  /** How far the branches of a Parallel have come, by index: a redrive goes on there. */
  branches(parallel: string): Map<number, BranchProgress>
}

/** A state being run. */
export interface Visit {
  readonly name: string
  readonly input: Json
  readonly frame: Frame
  readonly enteredAt: Date
  readonly retryCount: number
}

/** What the expressions of a state may name, and what more at its end. */
export function namesOf(visit: Visit, more: Readonly<Record<string, Json>> = {}): Names {
  const { frame, input, name, enteredAt, retryCount } = visit
  const State = { Name: name, EnteredTime: enteredAt.toISOString(), RetryCount: retryCount }
  return {
    states: { input, context: { ...frame.context, State }, ...more },
    variables: frame.scope.variables,
    now: frame.world.clock.now(),
  }
}
