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
  #functions: ReadonlyMap<string, FunctionOptions>
  readonly #environments = new Map<string, Environment[]>()
  /** Of deployments before: what they were called for goes on. */
  readonly #replaced: Environment[] = []

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

  /** As a deployment does it: what is called from now on has this environment too. */
  deploy(environment: Readonly<Record<string, string>>): void {
    const changed = [...this.#functions].map(
      ([arn, options]) => [arn, { ...options, environment: { ...options.environment, ...environment } }] as const,
    )
    this.#functions = new Map(changed)
    const old = [...this.#environments.values()].flat()
    this.#environments.clear()
    this.#replaced.push(...old)
  }

  /** Everything that the functions have written to their logs. */
  async logs(): Promise<string> {
    const processes = this.#all()
    return (await Promise.all(processes)).map(({ log }) => log).join('')
  }

  async stop(): Promise<void> {
    const processes = this.#all()
    this.#environments.clear()
    await Promise.all(processes.map(async (process) => (await process).stop()))
  }

  #all(): Promise<FunctionProcess>[] {
    return [...this.#replaced, ...[...this.#environments.values()].flat()].map(({ process }) => process)
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
