import { type ChildProcess, spawn } from 'node:child_process'
import type { Json } from '../asl/definition.ts'
import { runtimeClient } from './client.ts'
import { type Answer, RuntimeApi } from './runtime-api.ts'

/** Nothing that a test asks of a function takes so long: whatever waits longer waits for ever, and says where. */
const longestSeconds = 150

export interface FunctionOptions {
  /** Where the bundle is: the function's working folder. */
  readonly folder: string
  readonly name: string
  readonly handler: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutSeconds: number
  readonly memoryMiB: number
}

/** One execution environment of a function: a process under the runtime client, which serves one call after another. */
export class FunctionProcess {
  readonly #options: FunctionOptions
  readonly #api: RuntimeApi
  readonly #child: ChildProcess
  /** Standard output and error: what the function's log group would hold. */
  log = ''

  private constructor(options: FunctionOptions, api: RuntimeApi, child: ChildProcess) {
    this.#options = options
    this.#api = api
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => (this.log += piece))
    child.once('exit', (code, signal) =>
      api.end({ errorType: 'Runtime.ExitError', errorMessage: `the process ended with ${signal ?? code}` }),
    )
  }

  static async start(options: FunctionOptions): Promise<FunctionProcess> {
    const { folder, name, handler, environment, timeoutSeconds, memoryMiB } = options
    const api = new RuntimeApi(`arn:aws:lambda:eu-central-1:123456789012:function:${name}`, timeoutSeconds)
    const address = await api.listen()
    const child = spawn(process.execPath, [runtimeClient().program, handler], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Nothing of this process's own environment reaches the function.
      env: {
        PATH: process.env.PATH ?? '',
        AWS_LAMBDA_RUNTIME_API: address,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMiB),
        AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
        AWS_LAMBDA_LOG_STREAM_NAME: 'test',
        LAMBDA_TASK_ROOT: folder,
        TZ: ':UTC',
        _HANDLER: handler,
        ...environment,
      },
    })
    return new FunctionProcess(options, api, child)
  }

  /** What is not answered in time fails as in Lambda, with the process. */
  async invoke(payload: Json): Promise<Answer> {
    const seconds = Math.min(this.#options.timeoutSeconds, longestSeconds)
    const timer = setTimeout(() => this.#timeOut(seconds), seconds * 1000)
    try {
      return await this.#api.invoke(payload)
    } finally {
      clearTimeout(timer)
    }
  }

  #timeOut(seconds: number): void {
    const { name } = this.#options
    console.error(
      `${name} has not answered in ${seconds} s (${this.#api.state()}); its log ends with:\n${this.log.slice(-2000)}`,
    )
    this.#api.end({ errorType: 'Sandbox.Timedout', errorMessage: `Task timed out after ${seconds} seconds` })
    this.#child.kill('SIGKILL')
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()))
    this.#child.kill('SIGKILL')
    await gone
  }
}
