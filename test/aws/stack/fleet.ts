import type { Json } from '../asl/definition.ts'
import { type FunctionOptions, FunctionProcess } from '../runtime/function-process.ts'
import type { Answer } from '../runtime/runtime-api.ts'

// Enough for two at once to be seen, few enough for a small machine.
const environmentsPerFunction = 2

interface Environment {
  readonly process: Promise<FunctionProcess>
  calls: number
}

/** The functions of a stack, each in execution environments that stay warm from call to call. */
export class Fleet {
  readonly #functions: ReadonlyMap<string, FunctionOptions>
  readonly #environments = new Map<string, Environment[]>()

  /** Functions by their ARN. */
  constructor(functions: ReadonlyMap<string, FunctionOptions>) {
    this.#functions = functions
  }

  async invoke(arn: string, payload: Json): Promise<Answer> {
    const environment = this.#environment(arn)
    environment.calls++
    try {
      return await (await environment.process).invoke(payload)
    } finally {
      environment.calls--
    }
  }

  /** Everything that the functions have written to their logs. */
  async logs(): Promise<string> {
    const processes = [...this.#environments.values()].flat().map(({ process }) => process)
    return (await Promise.all(processes)).map(({ log }) => log).join('')
  }

  async stop(): Promise<void> {
    const processes = [...this.#environments.values()].flat().map(({ process }) => process)
    this.#environments.clear()
    await Promise.all(processes.map(async (process) => (await process).stop()))
  }

  #environment(arn: string): Environment {
    const options = this.#functions.get(arn)
    if (!options) throw new Error(`there is no function ${arn}`)
    const warm = this.#environments.get(arn) ?? []
    this.#environments.set(arn, warm)
    const free = warm.find(({ calls }) => calls === 0)
    if (free) return free
    if (warm.length >= environmentsPerFunction)
      return warm.reduce((least, other) => (other.calls < least.calls ? other : least))
    const environment = { process: FunctionProcess.start(options), calls: 0 }
    warm.push(environment)
    return environment
  }
}
