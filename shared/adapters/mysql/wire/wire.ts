import type { Socket } from 'node:net'
import { DatabaseError, RunFailedError } from '../../../errors.ts'
import type { RowBatch } from '../../../masking/rows/row-batch.ts'
import { PacketReader } from './packet-reader.ts'
import { announcesMore, readError, readLength, readOk, readTextRow, type StatementResult } from './packets.ts'
import { WireInput } from './wire-input.ts'
import { WireOutput } from './wire-output.ts'

const queryCommand = 0x03
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
  readonly #output: WireOutput
  #busy = false

  /** `place` names the server in errors, such as `source 127.0.0.1:3306`. */
  constructor(socket: Socket, place: string, options: WireOptions = {}) {
    this.#socket = socket
    this.#place = place
    this.#options = { ...defaults, ...options }
    this.#input = new WireInput(socket, place)
    this.#packets = new PacketReader(this.#input)
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
      const { affectedRows, warnings, more } = readOk(await this.#plainOk())
      if (more) throw this.#outOfStep()
      return { affectedRows, warnings }
    })
  }

  /** Statements without rows in one packet: the server finishes them even when this process dies meanwhile. */
  multi(sql: string): Promise<StatementResult[]> {
    if (!this.#options.multiStatements) throw new Error('Wire.multi needs a wire opened with { multiStatements: true }')
    return this.#command(async () => {
      await this.#send(sql)
      const results: StatementResult[] = []
      for (let more = true; more; ) {
        const result = readOk(await this.#plainOk())
        results.push({ affectedRows: result.affectedRows, warnings: result.warnings })
        more = result.more
      }
      return results
    })
  }

  /** A small result as UTF-8 text. Where results are raw (source, staging) text of other character sets has to be CONVERTed. */
  query(sql: string): Promise<(string | null)[][]> {
    return this.#command(async () => {
      if (!(await this.#beginRows(sql))) return []
      const rows: (string | null)[][] = []
      for (let row = await this.#packets.readPayload(); !this.#isEnd(row); row = await this.#packets.readPayload())
        rows.push(readTextRow(row))
      return rows
    })
  }

  /** Rows as they come. Ends only with the server's own end packet; leaving it early destroys the connection. */
  async *stream(sql: string): AsyncGenerator<RowBatch, void, undefined> {
    this.#take()
    let inStep = false
    try {
      if (await this.#beginRows(sql)) {
        this.#packets.silenceSeconds = this.#options.idleSeconds
        for (let batch = await this.#packets.readRows(); batch; batch = await this.#packets.readRows()) yield batch
        this.#isEnd(await this.#packets.readPayload())
      }
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
      const request = await this.#okOrError()
      if (request[0] !== 0xfb) throw this.#outOfStep()
      await this.#sendFile(blocks)
      const { affectedRows, warnings } = readOk(await this.#plainOk())
      return { affectedRows, warnings }
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
    this.#packets.silenceSeconds = this.#options.statementSeconds
    this.#output.sequence = 0
    return this.#output.writePayload(Buffer.concat([Buffer.of(queryCommand), Buffer.from(sql, 'utf8')]))
  }

  /** False when the statement had no rows at all. Columns' definitions are skipped: the caller asked for them by name. */
  async #beginRows(sql: string): Promise<boolean> {
    await this.#send(sql)
    const answer = await this.#okOrError()
    if (answer[0] === 0xfb || (answer[0] === 0 && readOk(answer).more)) throw this.#outOfStep()
    if (answer[0] === 0) return false
    const columns = readLength(answer, 0).value
    for (let column = 0; column <= columns; column++) await this.#packets.readPayload()
    return true
  }

  async #okOrError(): Promise<Buffer> {
    const payload = await this.#packets.readPayload()
    if (payload[0] === 0xff) throw readError(payload, this.#place)
    return payload
  }

  async #plainOk(): Promise<Buffer> {
    const payload = await this.#okOrError()
    if (payload[0] !== 0) throw this.#outOfStep()
    return payload
  }

  #isEnd(payload: Buffer): boolean {
    if (payload[0] === 0xff) throw readError(payload, this.#place)
    if (payload[0] !== 0xfe || payload.length >= 9) return false
    if (announcesMore(payload)) throw this.#outOfStep()
    return true
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

  #outOfStep(): RunFailedError {
    return new RunFailedError(`${this.#place}: the server answered with another kind of result than was asked for.`)
  }
}
