import { connect, createServer, type Socket } from 'node:net'
import { StatementReader } from './statement-reader.ts'

export type Side = 'source' | 'staging'

/** One connection of the program, seen from the line. */
export interface Line {
  readonly side: Side
  /** The number by which its server kills it, 0 before the server has said it. */
  thread: number
  /** Its latest statement. */
  statement: string
  /** Whether it took a lock by name, as a run claims staging. */
  claims: boolean
  /** Nothing flows any more in either direction, until `wake`. */
  sleep(): void
  wake(): void
  cut(): void
}

/** Called with a statement that is about to reach the server, or its answer the client: both wait for the returned promise. */
export type Hook = (line: Line, statement: string) => Promise<void> | void

/** A TCP relay before a server: it sees each statement pass, and can hold, cut or silence a line exactly there. */
export class Relay {
  readonly side: Side
  url = ''
  readonly lines = new Set<Line>()
  onStatement: Hook | null = null
  onAnswer: Hook | null = null
  readonly #port: number

  constructor(side: Side, port: number) {
    this.side = side
    this.#port = port
  }

  async listen(): Promise<this> {
    const server = createServer((client) => this.#join(client, connect(this.#port, '127.0.0.1')))
    server.unref()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    this.url = `mysql://root@127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    return this
  }

  /** Every line ends, and nothing is hooked any more. */
  reset(): void {
    this.onStatement = null
    this.onAnswer = null
    for (const line of this.lines) line.cut()
  }

  #join(client: Socket, upstream: Socket): void {
    const line = lineBetween(this.side, client, upstream)
    const reader = new StatementReader()
    let answers = 0
    let [toServer, toClient] = [Promise.resolve(), Promise.resolve()]
    this.lines.add(line)
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.lines.delete(line)
        // What came before the end has to arrive before it.
        void Promise.all([toServer, toClient]).then(() => line.cut())
      })
    }
    client.on('data', (bytes: Buffer) => {
      const statement = reader.read(bytes)
      if (statement !== null) {
        answers = 0
        line.statement = statement
        line.claims ||= statement.includes('GET_LOCK')
      }
      toServer = toServer.then(async () => {
        if (statement !== null) await this.onStatement?.(line, statement)
        if (upstream.writable) upstream.write(bytes)
      })
    })
    upstream.on('data', (bytes: Buffer) => {
      if (line.thread === 0) line.thread = threadOf(bytes)
      const first = answers++ === 0 && line.statement !== ''
      toClient = toClient.then(async () => {
        if (first) await this.onAnswer?.(line, line.statement)
        if (client.writable) client.write(bytes)
      })
    })
  }
}

function lineBetween(side: Side, client: Socket, upstream: Socket): Line {
  const both = [client, upstream]
  return {
    side,
    thread: 0,
    statement: '',
    claims: false,
    sleep: () => both.forEach((socket) => void socket.pause()),
    wake: () => both.forEach((socket) => void socket.resume()),
    cut: () => both.forEach((socket) => void socket.destroy()),
  }
}

// The greeting: header, protocol version, the server's version with a NUL at its end, the number of the connection.
function threadOf(greeting: Buffer): number {
  const end = greeting.indexOf(0, 5)
  return end > 0 && greeting.length >= end + 5 ? greeting.readUInt32LE(end + 1) : 0
}
