import type { Json, MachineDefinition, State } from './definition.ts'
import { Engine, type EngineOptions, type FunctionError } from './engine.ts'
import type { Execution } from './execution.ts'
import { StateError } from './state-error.ts'

export const machineArn = 'arn:aws:states:eu-central-1:1:stateMachine:small'
export const call = (name: string) => ({
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: name, Payload: '{% $states.input %}' },
})

/** A function of a small machine: given the payload and how often it was called before. */
type SmallFunction = (payload: Json, before: number, sleep: (seconds: number) => Promise<void>) => Json | Promise<Json>

export interface Small extends Partial<EngineOptions> {
  readonly functions?: Readonly<Record<string, SmallFunction>>
  readonly objects?: Map<string, string>
  readonly timeoutSeconds?: number
  readonly others?: Readonly<Record<string, MachineDefinition>>
}

/** An engine with one machine of these states, begun with the first of them. */
export function smallEngine(states: Readonly<Record<string, State>>, small: Small = {}): Engine {
  const { functions = {}, objects = new Map<string, string>(), timeoutSeconds, others = {}, ...options } = small
  const calls = new Map<string, number>()
  const engine = new Engine({
    async invoke(name, payload, { clock, signal }) {
      const before = calls.get(name) ?? 0
      calls.set(name, before + 1)
      const own = functions[name]
      if (!own) throw new StateError('Lambda.ResourceNotFoundException', name)
      try {
        return { payload: await own(payload, before, (seconds) => clock.sleep(seconds, signal)) }
      } catch (error) {
        if (!(error instanceof Thrown)) throw error
        return { functionError: error.functionError }
      }
    },
    callAws: () => Promise.reject(new Error('no AWS here')),
    readObject: async (bucket, key) => objects.get(`${bucket}/${key}`) ?? Promise.reject(new Error('NoSuchKey')),
    writeObject: async (bucket, key, text) => void objects.set(`${bucket}/${key}`, text),
    ...options,
  })
  const TimeoutSeconds = timeoutSeconds === undefined ? {} : { TimeoutSeconds: timeoutSeconds }
  engine.define(machineArn, {
    QueryLanguage: 'JSONata',
    StartAt: Object.keys(states)[0]!,
    States: states,
    ...TimeoutSeconds,
  })
  for (const [name, definition] of Object.entries(others)) engine.define(machineArn.replace('small', name), definition)
  return engine
}

/** Runs the states and gives the execution back when it has ended, with the seconds that it took. */
export async function runSmall(
  states: Readonly<Record<string, State>>,
  input: Json = {},
  small: Small = {},
): Promise<Execution & { readonly seconds: number }> {
  const engine = smallEngine(states, small)
  const execution = engine.start(machineArn, input, 'run')
  await execution.done
  return Object.assign(execution, { seconds: (engine.clock.now().getTime() - execution.startDate.getTime()) / 1000 })
}

/** What a small function throws to fail as a function fails. */
export class Thrown extends Error {
  readonly functionError: FunctionError

  constructor(errorType: string, errorMessage = '') {
    super(errorType)
    this.functionError = { errorType, errorMessage }
  }
}
