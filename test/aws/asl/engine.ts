import { randomUUID } from 'node:crypto'
import type { Json, MachineDefinition } from './definition.ts'
import { Execution, type Machine, type OnEnter } from './execution.ts'
import type { World } from './frame.ts'
import { StateError } from './state-error.ts'
import { VirtualClock } from './virtual-clock.ts'

/**
 * How a function is called. A payload comes back, or a FunctionError; what Lambda itself says is thrown as StateError. Real work
 * belongs into `clock.during`; a function that takes its time sleeps on the clock.
 */
export type Invoke = (
  functionArn: string,
  payload: Json,
  call: { readonly clock: VirtualClock; readonly signal: AbortSignal },
) => Promise<{ readonly payload: Json } | { readonly functionError: FunctionError }>

/** What the runtime reports of a function that failed. */
export interface FunctionError {
  readonly errorType: string
  readonly errorMessage: string
}

/** Calls one action of an AWS service with names as Step Functions spells them; throws StateError. */
export type CallAws = (service: string, action: string, args: Json) => Promise<Json>

export interface EngineOptions {
  readonly invoke: Invoke
  readonly callAws: CallAws
  /** startBuild.sync of CodeBuild: what it answers when the build has succeeded; else throws StateError. Real work, like a function's. */
  readonly build?: (args: Json, call: { readonly clock: VirtualClock; readonly signal: AbortSignal }) => Promise<Json>
  readonly readObject: World['readObject']
  readonly writeObject: World['writeObject']
  readonly onEnter?: OnEnter
  /** The failure that a Task of this name meets instead of doing its work; null for none. */
  readonly fault?: (state: string) => StateError | null
  readonly random?: () => number
}

/** Step Functions on this machine: machines, their executions and their virtual time. */
export class Engine {
  readonly clock = new VirtualClock()
  readonly executions = new Map<string, Execution>()
  readonly #machines = new Map<string, Machine>()
  readonly #options: EngineOptions

  constructor(options: EngineOptions) {
    this.#options = options
  }

  define(arn: string, definition: MachineDefinition): void {
    if (definition.QueryLanguage !== 'JSONata') throw new Error(`${arn} is not in JSONata`)
    this.#machines.set(arn, { arn, definition, name: arn.slice(arn.lastIndexOf(':') + 1) })
  }

  definition(arn: string): MachineDefinition {
    const machine = this.#machines.get(arn)
    if (!machine) throw new Error(`there is no state machine ${arn}`)
    return machine.definition
  }

  /** Starts an execution. The same name with the same input finds the one that runs; else a name is used once. */
  start(machineArn: string, input: Json, name: string = randomUUID()): Execution {
    const machine = this.#machines.get(machineArn)
    if (!machine)
      throw new StateError(
        'StepFunctions.StateMachineDoesNotExistException',
        `State Machine Does Not Exist: '${machineArn}'`,
      )
    const earlier = [...this.executions.values()].find((other) => other.machine === machine && other.name === name)
    if (earlier?.status === 'RUNNING' && JSON.stringify(earlier.input) === JSON.stringify(input)) return earlier
    if (earlier)
      throw new StateError(
        'StepFunctions.ExecutionAlreadyExistsException',
        `Execution Already Exists: '${earlier.arn}'`,
      )
    const execution = new Execution(this.#world(), machine, name, input, this.#options.onEnter ?? (() => undefined))
    this.executions.set(execution.arn, execution)
    return execution
  }

  find(executionArn: string): Execution {
    const execution = this.executions.get(executionArn)
    if (execution) return execution
    throw new StateError('Sfn.ExecutionDoesNotExistException', `Execution Does Not Exist: '${executionArn}'`)
  }

  #world(): World {
    const { readObject, writeObject, random = () => 1 } = this.#options
    const { clock } = this
    return {
      clock,
      readObject,
      writeObject,
      random,
      task: (resource, args, call) => this.#task(resource, args, call),
    }
  }

  async #task(resource: string, args: Json, { state, signal }: { state: string; signal: AbortSignal }): Promise<Json> {
    const fault = this.#options.fault?.(state)
    if (fault) throw fault
    const [, integration = ''] = /^arn:aws[a-z-]*:states:::(.+)$/.exec(resource) ?? []
    const [, service, action] = /^aws-sdk:(\w+):(\w+)$/.exec(integration) ?? []
    if (integration === 'lambda:invoke') return this.#invoke(args as { FunctionName: string; Payload?: Json }, signal)
    if (integration === 'states:startExecution.sync:2')
      return this.#startAndWait(args as unknown as StartArguments, signal)
    if (integration === 'events:putEvents') return this.clock.during(this.#options.callAws('events', 'putEvents', args))
    if (integration === 'codebuild:startBuild.sync' && this.#options.build)
      return this.#options.build(args, { clock: this.clock, signal })
    if (integration === 'events:putEvents') return this.clock.during(this.#options.callAws('events', 'putEvents', args))
    if (service === 'sfn' && action) return sfnAction(this, action, args as Record<string, Json>)
    if (service && action) return this.clock.during(this.#options.callAws(service, action, args))
    throw new Error(`the interpreter knows no Resource ${resource}`)
  }

  async #invoke(
    { FunctionName, Payload = {} }: { FunctionName: string; Payload?: Json },
    signal: AbortSignal,
  ): Promise<Json> {
    const answer = await this.#options.invoke(FunctionName, Payload, { clock: this.clock, signal })
    if ('payload' in answer) return { ExecutedVersion: '$LATEST', Payload: answer.payload, StatusCode: 200 }
    throw new StateError(answer.functionError.errorType, JSON.stringify(answer.functionError))
  }

  async #startAndWait({ StateMachineArn, Input, Name }: StartArguments, signal: AbortSignal): Promise<Json> {
    const execution = this.start(StateMachineArn, Input ?? {}, Name)
    // Step Functions stops the execution that it waits for when the one that waits is stopped.
    signal.addEventListener('abort', () => execution.abort(), { once: true })
    await execution.done
    if (execution.status === 'SUCCEEDED') return { ...described(execution), Output: execution.output }
    throw new StateError('States.TaskFailed', JSON.stringify(described(execution)))
  }
}

interface StartArguments {
  readonly StateMachineArn: string
  readonly Input?: Json
  readonly Name?: string
}

/** The actions of Step Functions itself that workflows call. */
async function sfnAction(engine: Engine, action: string, args: Record<string, Json>): Promise<Json> {
  if (action === 'startExecution') {
    const { arn } = engine.start(String(args.StateMachineArn), JSON.parse(String(args.Input)), String(args.Name))
    return { ExecutionArn: arn }
  }
  const execution = engine.find(String(args.ExecutionArn))
  if (action === 'describeExecution') return described(execution)
  if (action !== 'getExecutionHistory') throw new Error(`the interpreter knows no sfn:${action}`)
  const events = execution.entered
    .filter(({ isChild }) => !isChild)
    .map(({ state, type, at }, n) => ({
      Id: n + 1,
      Type: `${type}StateEntered`,
      Timestamp: at.toISOString(),
      StateEnteredEventDetails: { Name: state },
    }))
  const ordered = args.ReverseOrder === true ? events.reverse() : events
  return { Events: ordered.slice(0, Number(args.MaxResults ?? 100)) }
}

/** DescribeExecution as Step Functions spells its answer. */
export function described(execution: Execution): { readonly [name: string]: Json } {
  const { arn, name, status, failure, input, output, startDate, redriveCount, machine } = execution
  return {
    ...{ ExecutionArn: arn, StateMachineArn: machine.arn, Name: name, Status: status, RedriveCount: redriveCount },
    ...{ Input: JSON.stringify(input), StartDate: startDate.toISOString() },
    ...(status === 'SUCCEEDED' ? { Output: JSON.stringify(output) } : {}),
    ...(failure ? { Error: failure.error, Cause: failure.cause } : {}),
  }
}
