import { unusedMarks, wordsInFront, wordsOfRow } from './row-marks.ts'

/** What an earlier night remembered of a chunk, row by row. */
export class MarkedRows {
  /** Of the row at hand; infinite behind the last one. */
  key = Number.POSITIVE_INFINITY
  low = 0
  high = 0
  #words: Uint32Array<ArrayBuffer>
  readonly #length: number
  #at = wordsInFront

  /** So many rows, whose marks `read` brings into the memory that it is given. */
  static async of(rows: number, read: (memory: Uint8Array) => Promise<void>): Promise<MarkedRows> {
    const length = wordsInFront + rows * wordsOfRow
    const known = unusedMarks.pop() ?? new Uint32Array(length)
    const words = known.length < length ? new Uint32Array(length) : known
    await read(new Uint8Array(words.buffer, 0, length * 4))
    return new MarkedRows(words, length)
  }

  private constructor(words: Uint32Array<ArrayBuffer>, length: number) {
    this.#words = words
    this.#length = length
    if (length === wordsInFront) return
    this.key = new Float64Array(words.buffer, 0, 1)[0]!
    this.next()
  }

  /** Gives the memory back: no row is there any more. */
  release(): void {
    this.key = Number.POSITIVE_INFINITY
    this.#at = this.#length
    unusedMarks.push(this.#words)
    this.#words = new Uint32Array()
  }

  next(): void {
    if (this.#at >= this.#length) {
      this.key = Number.POSITIVE_INFINITY
      return
    }
    this.key += this.#words[this.#at]!
    this.low = this.#words[this.#at + 1]!
    this.high = this.#words[this.#at + 2]!
    this.#at += wordsOfRow
  }
}
