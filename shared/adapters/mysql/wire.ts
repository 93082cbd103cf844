import type { Socket } from 'node:net'
import { DatabaseError, RunFailedError } from '../../errors.ts'
import type { RowBatch } from '../../masking/row-batch.ts'
import { ByteQueue } from './byte-queue.ts'
import { PacketReader } from './packet-reader.ts'
import {
  announcesMore,
  maxPayloadBytes,
  readError,
  readLength,
  readOk,
  readTextRow,
  type StatementResult,
} from './packets.ts'

const queryCommand = 0x03
const idleSeconds = 120
const loadBlockBytes = 1 << 20

/** An authenticated connection whose socket is ours: the text protocol without row objects. One command at a time. */
export class Wire {
  readonly #socket: Socket
  readonly #place: string
  readonly #queue: ByteQueue
  readonly #packets: PacketReader
  #busy = false

  /** `place` names the server in errors, such as `source 127.0.0.1:3306`. */
  constructor(socket: Socket, place: string) {
    this.#socket = socket
    this.#place = place
    this.#queue = new ByteQueue(socket, place, idleSeconds)
    this.#packets = new PacketReader(this.#queue)
  }

  /** A statement without rows. */
  async execute(sql: string): Promise<StatementResult> {
    return (await this.multi(sql)).at(-1)!
  }

  /** Statements without rows in one packet: the server finishes them even when this process dies meanwhile. */
  multi(sql: string): Promise<StatementResult[]> {
    return this.#command(async () => {
      this.#send(sql)
      const results: StatementResult[] = []
      for (let more = true; more; ) {
        const result = readOk(await this.#okOrError())
        results.push({ affectedRows: result.affectedRows, warnings: result.warnings })
        more = result.more
      }
      return results
    })
  }

  /** A small result as UTF-8 text. */
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
    let complete = false
    try {
      if (await this.#beginRows(sql)) {
        for (let batch = await this.#packets.readRows(); batch; batch = await this.#packets.readRows()) yield batch
        this.#isEnd(await this.#packets.readPayload())
      }
      complete = true
    } catch (error) {
      // An error that the server told ends the rows too: the connection is in order.
      complete = error instanceof DatabaseError
      throw error
    } finally {
      if (!complete) this.destroy()
      this.#busy = false
    }
  }

  /** LOAD DATA LOCAL INFILE with `blocks` as the file. A failing source ends the connection, and with it the statement. */
  load(sql: string, blocks: AsyncIterable<Uint8Array>): Promise<StatementResult> {
    return this.#command(async () => {
      this.#send(sql)
      const answer = await this.#okOrError()
      if (answer[0] !== 0xfb) return readOk(answer)
      try {
        for await (const block of blocks) await this.#sendBlock(block)
        await this.#write(this.#header(0))
      } catch (error) {
        this.destroy()
        throw error
      }
      const { affectedRows, warnings } = readOk(await this.#okOrError())
      return { affectedRows, warnings }
    })
  }

  close(): void {
    if (!this.#socket.destroyed && !this.#busy) this.#socket.write(Buffer.of(1, 0, 0, 0, 1))
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
    } finally {
      this.#busy = false
    }
  }

  #take(): void {
    if (this.#busy) throw new RunFailedError(`${this.#place}: two commands at once on one connection.`)
    this.#busy = true
  }

  #send(sql: string): void {
    const text = Buffer.from(sql, 'utf8')
    if (text.length + 1 >= maxPayloadBytes)
      throw new RunFailedError(`${this.#place}: a statement is longer than 16 MB.`)
    this.#packets.sequence = -1
    this.#socket.write(Buffer.concat([this.#header(text.length + 1), Buffer.of(queryCommand), text]))
  }

  /** False when the statement had no rows at all. Columns' definitions are skipped: the caller asked for them by name. */
  async #beginRows(sql: string): Promise<boolean> {
    this.#send(sql)
    const answer = await this.#okOrError()
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

  #isEnd(payload: Buffer): boolean {
    if (payload[0] === 0xff) throw readError(payload, this.#place)
    if (payload[0] !== 0xfe || payload.length >= 9) return false
    if (announcesMore(payload)) throw new RunFailedError(`${this.#place}: more results than were asked for.`)
    return true
  }

  async #sendBlock(block: Uint8Array): Promise<void> {
    for (let begin = 0; begin < block.length; begin += loadBlockBytes) {
      const part = block.subarray(begin, begin + loadBlockBytes)
      this.#socket.write(this.#header(part.length))
      await this.#write(part)
    }
  }

  /** Waits until the kernel has the bytes: memory stays bounded however slow the server is. */
  #write(bytes: Uint8Array): Promise<void> {
    if (this.#queue.failure) throw this.#queue.failure
    return new Promise((resolve, reject) => {
      const watchdog = setTimeout(() => this.destroy(), idleSeconds * 1000)
      this.#socket.write(bytes, (error) => {
        clearTimeout(watchdog)
        if (error) reject(new RunFailedError(`${this.#place}: the connection was lost while rows were loaded.`))
        else resolve()
      })
    })
  }

  #header(length: number): Buffer {
    this.#packets.sequence = (this.#packets.sequence + 1) & 0xff
    return Buffer.of(length & 0xff, (length >> 8) & 0xff, length >> 16, this.#packets.sequence)
  }
}
