import { LoadText } from './load-text.ts'
import type { MarkedRows } from './marked-rows.ts'
import type { MaskedBytes, RowBatch } from './row-batch.ts'
import type { RowMarks } from './row-marks.ts'

/** What is held of a chunk, and what its receipt can name: where more differs it is stored whole. */
const mostText = 16 * 2 ** 20
const mostRemoved = 10_000

/** Rows of a chunk that are known to differ from an earlier night's: how many are to be written, and the keys of those that went. */
export interface AlteredRows {
  readonly written: number
  readonly removed: readonly number[]
}

/** Rows of a chunk that is kept whole, held against those that an earlier night marked. */
export class DifferingRows implements AlteredRows {
  /** Rows that are new or others than they were. */
  written = 0
  /** Keys of rows that are there no more. */
  readonly removed: number[] = []
  readonly marks: RowMarks
  readonly #before: MarkedRows
  readonly #plain: readonly boolean[]
  readonly #text = new LoadText()
  #length = 0

  /** `plain` as LoadText wants it. */
  constructor(marks: RowMarks, before: MarkedRows, plain: readonly boolean[]) {
    this.marks = marks
    this.#before = before
    this.#plain = plain
  }

  add(batch: RowBatch): void {
    let first = -1
    // Rows side by side are written at once.
    const write = (end: number) => {
      if (first >= 0) this.#write(batch, first, end)
      first = -1
    }
    this.marks.add(batch, (row, key, low, high) => {
      if (this.#isAsBefore(key, low, high)) write(row)
      else if (first < 0) first = row
    })
    write(batch.count)
  }

  /** Rows that are to be written, as LOAD DATA text, once all were added; null where too much differs, or rows could not be told apart. */
  text(): MaskedBytes | null {
    this.#removeBefore(Number.POSITIVE_INFINITY)
    if (this.#length > mostText || this.removed.length > mostRemoved || !this.marks.bytes()) return null
    return this.#text.take()
  }

  /** Gives the memory back; nothing is asked any more. */
  release(): void {
    this.marks.release()
    this.#before.release()
  }

  #isAsBefore(key: number, low: number, high: number): boolean {
    this.#removeBefore(key)
    const before = this.#before
    if (before.key !== key) return false
    const isSame = before.low === low && before.high === high
    before.next()
    return isSame
  }

  #removeBefore(key: number): void {
    for (const before = this.#before; before.key < key; before.next())
      if (this.removed.length <= mostRemoved) this.removed.push(before.key)
  }

  #write({ bytes, start, ends }: RowBatch, from: number, to: number): void {
    this.written += to - from
    const begin = from === 0 ? start : ends[from - 1]!
    this.#length += ends[to - 1]! - begin
    if (this.#length > mostText) return
    this.#text.rows({ bytes, start: begin, ends: ends.subarray(from, to), count: to - from }, this.#plain)
  }
}
