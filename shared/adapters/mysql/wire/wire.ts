import type { Socket } from 'node:net'
import { DatabaseError, RunFailedError } from '../../../errors.ts'
import type { RowBatch } from '../../../masking/rows/row-batch.ts'
import { Answers, type TextRow } from './answers.ts'
import { PacketReader } from './packet-reader.ts'
import { readOk, type StatementResult } from './packets.ts'
import { answersTo, inTurn, joined } from './several.ts'
import { WireInput } from './wire-input.ts'
import { WireOutput } from './wire-output.ts'

const queryCommand = 0x03
const optionCommand = 0x1b
const severalStatements = { on: 0, off: 1 } as const
const quitPacket = Buffer.of(1, 0, 0, 0, 1)

export interface WireOptions {
  /** Silence that ends a read of rows or a load, in seconds. */
  readonly idleSeconds?: number
  /** How long one statement may run before its first answer, in seconds; keep-alive finds dead peers long before. */
  readonly statementSeconds?: number
  /** Several statements in one packet. Never for the source: its `where` comes from the configuration. */
  readonly multiStatements?: boolean
}

const defaults = { idleSeconds: 120, statementSeconds: 6 * 3600, multiStatements: false }

/** An authenticated connection whose socket is ours: the text protocol without row objects. One command at a time. */
export class Wire {
  readonly #socket: Socket
  readonly #place: string
  readonly #options: Required<WireOptions>
  readonly #input: WireInput
  readonly #packets: PacketReader
  readonly #answers: Answers
  readonly #output: WireOutput
  #busy = false

  /** `place` names the server in errors, such as `source 127.0.0.1:3306`. */
  constructor(socket: Socket, place: string, options: WireOptions = {}) {
    this.#socket = socket
    this.#place = place
    this.#options = { ...defaults, ...options }
    this.#input = new WireInput(socket, place)
    this.#packets = new PacketReader(this.#input)
    this.#answers = new Answers(this.#packets, place)
    this.#output = new WireOutput(socket, place, this.#options.idleSeconds)
  }

  /** How many bytes of a statement or file may go into one packet, so that the server takes it. */
  get packetBytes(): number {
    return this.#output.packetBytes
  }

  set packetBytes(bytes: number) {
    this.#output.packetBytes = bytes
  }

  /** A statement without rows. */
  execute(sql: string): Promise<StatementResult> {
    return this.#command(async () => {
      await this.#send(sql)
      return this.#answers.result(false)
    })
  }

  /** Statements without rows in one packet: the server finishes them even when this process dies meanwhile. */
  multi(sql: string): Promise<StatementResult[]> {
    if (!this.#options.multiStatements) throw new Error('Wire.multi needs a wire opened with { multiStatements: true }')
    return this.#command(async () => {
      await this.#send(sql)
      const results: StatementResult[] = []
      for (let more = true; more; ) {
        const { more: goesOn, ...result } = readOk(await this.#answers.plainOk())
        results.push(result)
        more = goesOn
      }
      return results
    })
  }

  /** A small result as UTF-8 text. Where results are raw (source, staging) text of other character sets has to be CONVERTed. */
  query(sql: string): Promise<TextRow[]> {
    return this.#command(async () => ((await this.#beginRows(sql)) ? this.#answers.textRows(false) : []))
  }

  /** The rows of each of many questions, which have some. See `#each`. */
  async queries(questions: readonly string[]): Promise<TextRow[][]> {
    const results: TextRow[][] = []
    for await (const rows of this.#each(questions, (_, goesOn) => this.#answers.rows(goesOn))) results.push(rows)
    return results
  }

  /** The result of each of many statements without rows, as it comes: those before one that fails are done, those after it are not. See `#each`. */
  executeEach(statements: readonly string[]): AsyncGenerator<StatementResult, void, undefined> {
    return this.#each(statements, (_, goesOn) => this.#answers.result(goesOn))
  }

  /** The rows of each of many questions, all of which have to be read, once and in this order. See `#each`. */
  streamEach(questions: readonly string[]): AsyncIterable<RowBatch>[] {
    const heads = this.#each(questions, async (at, goesOn) => {
      await this.#answers.rowsHead()
      return { at, goesOn }
    })
    return questions.map((_, at) => inTurn(heads, at, at === questions.length - 1, (goesOn) => this.#batches(goesOn)))
  }

  /** LOAD DATA LOCAL INFILE of each of many files, with the warnings that it gave. See `load` and `#each`. */
  async *loadEach(
    loads: readonly { readonly sql: string; readonly blocks: () => AsyncIterable<Uint8Array> }[],
  ): AsyncGenerator<StatementResult & { readonly shown: readonly TextRow[] }, void, undefined> {
    const statements = loads.flatMap(({ sql }) => [sql, 'SHOW WARNINGS'])
    let result: StatementResult | null = null
    const answers = this.#each<StatementResult | TextRow[]>(statements, (at, goesOn) =>
      at % 2 === 0 ? this.#loaded(loads[at / 2]!.blocks(), goesOn) : this.#answers.rows(goesOn),
    )
    for await (const answer of answers) {
      if (Array.isArray(answer)) yield { ...result!, shown: answer }
      else result = answer
    }
  }

  /** Rows as they come. Ends only with the server's own end packet; leaving it early destroys the connection. */
  async *stream(sql: string): AsyncGenerator<RowBatch, void, undefined> {
    this.#take()
    let inStep = false
    try {
      if (await this.#beginRows(sql)) yield* this.#batches(false)
      inStep = true
    } catch (error) {
      // An error that the server told ends the rows too: the connection is in order.
      inStep = error instanceof DatabaseError
      throw error
    } finally {
      if (!inStep) this.destroy()
      this.#busy = false
    }
  }

  /** LOAD DATA LOCAL INFILE with `blocks` as the file. When `blocks` fails, the connection goes and the statement with it. */
  load(sql: string, blocks: AsyncIterable<Uint8Array>): Promise<StatementResult> {
    return this.#command(async () => {
      await this.#send(sql)
      return this.#loaded(blocks, false)
    })
  }

  close(): void {
    if (!this.#socket.destroyed && !this.#busy) this.#socket.write(quitPacket)
    this.#socket.end()
    this.#socket.unref()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  async #command<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#take()
    try {
      return await work()
    } catch (error) {
      // Only after an error that the server told are both sides still in step.
      if (!(error instanceof DatabaseError)) this.destroy()
      throw error
    } finally {
      this.#busy = false
    }
  }

  #take(): void {
    if (this.#busy) throw new RunFailedError(`${this.#place}: two commands at once on one connection.`)
    if (this.#input.failure) throw this.#input.failure
    this.#busy = true
  }

  #send(sql: string): Promise<void> {
    return this.#sendCommand(Buffer.concat([Buffer.of(queryCommand), Buffer.from(sql, 'utf8')]))
  }

  #sendCommand(payload: Buffer): Promise<void> {
    this.#packets.silenceSeconds = this.#options.statementSeconds
    this.#output.sequence = 0
    return this.#output.writePayload(payload)
  }

  async #mayRunSeveral(may: keyof typeof severalStatements): Promise<boolean> {
    await this.#sendCommand(Buffer.of(optionCommand, severalStatements[may], 0))
    return (await this.#packets.readPayload())[0] !== 0xff
  }

  /**
   * Statements, each with its answer, in packets as large as the server takes; it is allowed several statements for these alone. One by one where
   * it does not allow it. Only for statements without a word of the configuration.
   */
  async *#each<Answer>(
    statements: readonly string[],
    answer: (at: number, goesOn: boolean) => Promise<Answer>,
  ): AsyncGenerator<Answer, void, undefined> {
    this.#take()
    let inStep = false
    try {
      const asks = statements.length > 1 && !this.#options.multiStatements
      const isAllowed = asks && (await this.#mayRunSeveral('on'))
      const packets = joined(statements, asks && !isAllowed ? 0 : this.packetBytes)
      const error = yield* answersTo(packets, (packet) => this.#send(packet), answer)
      // It may be another server's, which gave a file: then this connection is gone.
      inStep = !this.#socket.destroyed && (!isAllowed || (await this.#mayRunSeveral('off')))
      if (error) throw error
    } finally {
      if (!inStep) this.destroy()
      this.#busy = false
    }
  }

  async *#batches(goesOn: boolean): AsyncGenerator<RowBatch, void, undefined> {
    this.#packets.silenceSeconds = this.#options.idleSeconds
    for (let batch = await this.#packets.readRows(); batch; batch = await this.#packets.readRows()) yield batch
    this.#answers.isEnd(await this.#packets.readPayload(), goesOn)
    this.#packets.silenceSeconds = this.#options.statementSeconds
  }

  async #loaded(blocks: AsyncIterable<Uint8Array>, goesOn: boolean): Promise<StatementResult> {
    const request = await this.#answers.okOrError()
    if (request[0] !== 0xfb) throw this.#answers.outOfStep()
    await this.#sendFile(blocks)
    return this.#answers.result(goesOn)
  }

  async #beginRows(sql: string): Promise<boolean> {
    await this.#send(sql)
    return this.#answers.readHead()
  }

  async #sendFile(blocks: AsyncIterable<Uint8Array>): Promise<void> {
    this.#output.sequence = this.#packets.sequence + 1
    try {
      for await (const block of blocks) await this.#output.writeBlock(block)
      await this.#output.writeEmpty()
    } catch (error) {
      // Without the empty packet the server never takes the part for the whole. The error may be another server's.
      this.destroy()
      throw error
    }
  }
}
