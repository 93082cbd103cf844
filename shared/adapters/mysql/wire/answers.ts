import { RunFailedError } from '../../../errors.ts'
import type { PacketReader } from './packet-reader.ts'
import { announcesMore, readError, readLength, readOk, readTextRow, type StatementResult } from './packets.ts'

/** Cells as UTF-8. */
export type TextRow = (string | null)[]

/** What a server answers, packet by packet; another kind of answer than was asked for throws RunFailedError, its own errors DatabaseError. */
export class Answers {
  readonly #packets: PacketReader
  readonly #place: string

  constructor(packets: PacketReader, place: string) {
    this.#packets = packets
    this.#place = place
  }

  async okOrError(): Promise<Buffer> {
    const payload = await this.#packets.readPayload()
    if (payload[0] === 0xff) throw readError(payload, this.#place)
    return payload
  }

  async plainOk(): Promise<Buffer> {
    const payload = await this.okOrError()
    if (payload[0] !== 0) throw this.outOfStep()
    return payload
  }

  /** False when the statement had no rows at all. Columns' definitions are skipped: the caller asked for them by name. */
  async readHead(): Promise<boolean> {
    const answer = await this.okOrError()
    if (answer[0] === 0xfb || (answer[0] === 0 && readOk(answer).more)) throw this.outOfStep()
    if (answer[0] === 0) return false
    const columns = readLength(answer, 0).value
    for (let column = 0; column <= columns; column++) await this.#packets.readPayload()
    return true
  }

  /** Of a statement without rows; `goesOn`: another answer to the same packet of statements follows. */
  async result(goesOn: boolean): Promise<StatementResult> {
    const { affectedRows, warnings, more } = readOk(await this.plainOk())
    if (more !== goesOn) throw this.outOfStep()
    return { affectedRows, warnings }
  }

  /** Of a statement with rows. */
  async rows(goesOn: boolean): Promise<TextRow[]> {
    await this.rowsHead()
    return this.textRows(goesOn)
  }

  async rowsHead(): Promise<void> {
    if (!(await this.readHead())) throw this.outOfStep()
  }

  async textRows(goesOn: boolean): Promise<TextRow[]> {
    const rows: TextRow[] = []
    for (let row = await this.#packets.readPayload(); !this.isEnd(row, goesOn); row = await this.#packets.readPayload())
      rows.push(readTextRow(row))
    return rows
  }

  isEnd(payload: Buffer, goesOn = false): boolean {
    if (payload[0] === 0xff) throw readError(payload, this.#place)
    if (payload[0] !== 0xfe || payload.length >= 9) return false
    if (announcesMore(payload) !== goesOn) throw this.outOfStep()
    return true
  }

  outOfStep(): RunFailedError {
    return new RunFailedError(`${this.#place}: the server answered with another kind of result than was asked for.`)
  }
}
