import type { Json, MachineDefinition, State } from './definition.ts'
import type { BranchProgress, Frame, World } from './frame.ts'
import { runStates } from './run-states.ts'
import { Scope } from './scope.ts'
import { StateError } from './state-error.ts'

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED'

export interface Machine {
  readonly arn: string
  readonly name: string
  readonly definition: MachineDefinition
}

export interface Entered {
  readonly state: string
  readonly type: State['Type']
  readonly at: Date
  /** In a child execution of a Distributed Map. */
  readonly isChild: boolean
}

/** Called before each state; what it throws is the state's failure. For tests that make things happen at a certain point. */
export type OnEnter = (execution: Execution, entered: Entered) => Promise<void> | void

/** One execution of a state machine. `done` resolves when it ends, in whichever way, and anew for each redrive. */
export class Execution {
  readonly arn: string
  readonly machine: Machine
  readonly name: string
  readonly input: Json
  readonly startDate: Date
  readonly entered: Entered[] = []
  status: Status = 'RUNNING'
  output: Json = null
  failure: StateError | null = null
  redriveCount = 0
  done: Promise<void> = Promise.resolve()
  readonly #world: World
  readonly #onEnter: OnEnter
  #scope = new Scope()
  #abort = new AbortController()
  #position: { state: string; input: Json; variables: Readonly<Record<string, Json>> } | null = null
  readonly #finished = new Map<string, Map<number, Json>>()
  readonly #branches = new Map<string, Map<number, BranchProgress>>()

  constructor(world: World, machine: Machine, name: string, input: Json, onEnter: OnEnter) {
    this.#world = world
    this.#onEnter = onEnter
    this.machine = machine
    this.name = name
    this.input = input
    this.arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`
    this.startDate = world.clock.now()
    this.done = this.#run()
  }

  /** Goes on at the state that failed, with the variables that it had found; a Map goes on with what had not finished. */
  redrive(): void {
    if (this.status === 'RUNNING' || this.status === 'SUCCEEDED') throw new Error(`${this.arn} is not redrivable`)
    this.#scope = new Scope()
    this.#scope.assign(this.#position?.variables ?? {})
    this.#abort = new AbortController()
    Object.assign(this, { status: 'RUNNING', failure: null, redriveCount: this.redriveCount + 1 })
    this.done = this.#run()
  }

  abort(): void {
    if (this.status === 'RUNNING') this.#abort.abort(new Stopped('ABORTED'))
  }

  async #run(): Promise<void> {
    const { definition } = this.machine
    const timer = new AbortController()
    if (definition.TimeoutSeconds !== undefined)
      this.#world.clock.sleep(definition.TimeoutSeconds, timer.signal).then(
        () => this.#abort.abort(new Stopped('TIMED_OUT')),
        () => undefined,
      )
    try {
      const work = runStates(definition, this.#position?.input ?? this.input, this.#frame(), this.#position?.state)
      this.output = await Promise.race([work, stopped(this.#abort.signal)])
      this.status = 'SUCCEEDED'
    } catch (error) {
      if (!(error instanceof StateError) && !(error instanceof Stopped)) throw error
      this.status = error instanceof Stopped ? error.status : 'FAILED'
      if (error instanceof StateError) this.failure = error
    } finally {
      timer.abort()
    }
  }

  #frame(): Frame {
    const { arn, input, machine, name, startDate } = this
    return {
      world: this.#world,
      context: {
        Execution: {
          Id: arn,
          Input: input,
          Name: name,
          StartTime: startDate.toISOString(),
          RedriveCount: this.redriveCount,
        },
        StateMachine: { Id: machine.arn, Name: machine.name },
      },
      scope: this.#scope,
      signal: this.#abort.signal,
      isChild: false,
      enter: async (state, { Type }, value, isChild) => {
        const isOwn = !isChild && machine.definition.States[state]?.Type === Type
        if (isOwn) this.#position = { state, input: value, variables: this.#scope.variables }
        const entered = { state, type: Type, at: this.#world.clock.now(), isChild }
        this.entered.push(entered)
        await this.#world.clock.during(Promise.resolve(this.#onEnter(this, entered)))
      },
      finished: (map) => {
        const outputs = this.#finished.get(map) ?? new Map<number, Json>()
        this.#finished.set(map, outputs)
        return outputs
      },
      branches: (parallel) => {
        const progress = this.#branches.get(parallel) ?? new Map<number, BranchProgress>()
        this.#branches.set(parallel, progress)
        return progress
      },
    }
  }
}

/** Ended from outside: by StopExecution or by the execution's own TimeoutSeconds. */
class Stopped extends Error {
  readonly status: 'ABORTED' | 'TIMED_OUT'

  constructor(status: 'ABORTED' | 'TIMED_OUT') {
    super(status)
    this.status = status
  }
}

function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}
