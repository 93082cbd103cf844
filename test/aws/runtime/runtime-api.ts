import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '../asl/definition.ts'
import type { FunctionError } from '../asl/engine.ts'

export type Answer = { readonly payload: Json } | { readonly functionError: FunctionError }

interface Invocation {
  readonly id: string
  readonly payload: Json
  readonly answer: (answer: Answer) => void
}

const version = '/2018-06-01/runtime'

/** Lambda's Runtime API for one execution environment: hands it one invocation at a time and takes its answer. */
export class RuntimeApi {
  readonly #functionArn: string
  readonly #deadlineMilliseconds: number
  readonly #waiting: Invocation[] = []
  readonly #asked: ((invocation: Invocation) => void)[] = []
  readonly #running = new Map<string, Invocation>()
  #server: Server | undefined
  #ended: FunctionError | null = null

  constructor(functionArn: string, timeoutSeconds: number) {
    this.#functionArn = functionArn
    this.#deadlineMilliseconds = timeoutSeconds * 1000
  }

  /** `host:port` for AWS_LAMBDA_RUNTIME_API. */
  async listen(): Promise<string> {
    const server = createServer((request, response) => void this.#serve(request, response))
    // Who asks for the next invocation waits for it, if need be for an hour.
    server.requestTimeout = 0
    this.#server = server
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  invoke(payload: Json): Promise<Answer> {
    if (this.#ended) return Promise.resolve({ functionError: this.#ended })
    return new Promise((answer) => {
      const invocation = { id: randomUUID(), payload, answer }
      const next = this.#asked.shift()
      if (next) next(invocation)
      else this.#waiting.push(invocation)
    })
  }

  /** In words, for whoever waits too long. */
  state(): string {
    const [waiting, running, asked] = [this.#waiting.length, this.#running.size, this.#asked.length]
    return `${running} calls handed out, ${waiting} not yet; ${asked} clients ask for one`
  }

  /** The environment is gone: what it was asked, and will be, fails with this. */
  end(functionError: FunctionError): void {
    this.#ended ??= functionError
    for (const { answer } of [...this.#waiting.splice(0), ...this.#running.values()]) answer({ functionError })
    this.#running.clear()
    this.#server?.closeAllConnections()
    this.#server?.close()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    if (path === `${version}/invocation/next`) return this.#next(response)
    const body = JSON.parse((await textOf(request)) || 'null')
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}')
    if (path === `${version}/init/error`) return this.end(body)
    const [, id = '', outcome] = /\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? []
    this.#running.get(id)?.answer(outcome === 'error' ? { functionError: body } : { payload: body })
    this.#running.delete(id)
  }

  async #next(response: ServerResponse): Promise<void> {
    const invocation = this.#waiting.shift() ?? (await this.#nextFor(response))
    this.#running.set(invocation.id, invocation)
    response
      .writeHead(200, {
        'content-type': 'application/json',
        'Lambda-Runtime-Aws-Request-Id': invocation.id,
        'Lambda-Runtime-Deadline-Ms': String(Date.now() + this.#deadlineMilliseconds),
        'Lambda-Runtime-Invoked-Function-Arn': this.#functionArn,
        'Lambda-Runtime-Trace-Id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
      })
      .end(JSON.stringify(invocation.payload))
  }

  /** Whoever has hung up is not handed one: he asks again, and nobody would answer it. */
  #nextFor(response: ServerResponse): Promise<Invocation> {
    return new Promise((resolve) => {
      this.#asked.push(resolve)
      response.once('close', () => {
        const at = this.#asked.indexOf(resolve)
        if (at >= 0) this.#asked.splice(at, 1)
      })
    })
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}
