import type { ColumnPlan } from '../../policy/plan.ts'
import type { Column, Table } from '../../schema/schema.ts'
import { grown } from '../digests/memory.ts'
import { longLength, longLengthBytes, nullCell } from './cells.ts'
import type { MaskedBytes, RowBatch } from './row-batch.ts'

const backslash = 0x5c
const tab = 0x09
const newline = 0x0a
const upperN = 0x4e
// Most tables are small, and each chunk has a text of its own.
const firstBytes = 1 << 14
const usualBytes = 1 << 20
const mostBytesKept = 1 << 24

// The letter behind the backslash for each byte that LOAD DATA would misread; 0 for all others.
const escapes = new Uint8Array(256)
for (const [byte, letter] of [
  [0, '0'],
  [9, 't'],
  [10, 'n'],
  [13, 'r'],
  [26, 'Z'],
  [92, '\\'],
] as const)
  escapes[byte] = letter.charCodeAt(0)

/** Columns whose text can hold no byte that LOAD DATA would misread: numbers, times, and numbers of labels. */
export function plainColumns(table: Table, columns: readonly ColumnPlan[]): boolean[] {
  const isPlain = ({ kind }: Column) => ['integer', 'decimal', 'float', 'temporal', 'enum', 'set'].includes(kind)
  return columns.map(({ column }) => table.columns.some((described) => described.name === column && isPlain(described)))
}

const noRun = new Int32Array()

/** LOAD DATA text under construction, in one buffer that grows and is used again. */
export class LoadText {
  #bytes = new Uint8Array(firstBytes)
  #length = 0
  /** Where the cells of the run at hand end, as complements at the end of rows. */
  #run = noRun

  clear(): void {
    this.#length = 0
    // After a row of many megabytes, what it took is given back.
    if (this.#bytes.length > mostBytesKept) this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(usualBytes))
  }

  /** Cell bytes[start, end) with its escapes; NULL where `end` is -1. */
  cell(bytes: Uint8Array, start: number, end: number): void {
    if (end < 0) {
      this.#null()
      return
    }
    this.#reserve((end - start) * 2)
    const target = this.#bytes
    let length = this.#length
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!
      const letter = escapes[byte]!
      if (letter !== 0) {
        target[length++] = backslash
        target[length++] = letter
      } else target[length++] = byte
    }
    this.#length = length
  }

  /**
   * All rows of a batch as they are; `plain` says of each column whether nothing in it can need an escape. Cells lie one byte apart there
   * and here, so runs of them are copied at once, and separators take the place of lengths.
   */
  rows({ bytes, start, ends, count }: RowBatch, plain: readonly boolean[]): void {
    const columns = plain.length
    if (this.#run === noRun) this.#run = new Int32Array(1 << 14)
    // A NULL is one byte there and three here.
    this.#reserve(((ends[count - 1] ?? start) - start) * 3)
    let at = start
    let from = start + 1
    let run = 0
    for (let row = 0; row < count; row++) {
      if (run + columns > this.#run.length) {
        this.#copyRun(bytes, from, run)
        run = 0
        from = at + 1
      }
      for (let column = 1; column <= columns; column++) {
        const first = bytes[at]!
        const end = at + 1 + first
        if (first < nullCell && (plain[column - 1] || !needsEscapes(bytes, at + 1, end))) {
          this.#run[run++] = column === columns ? ~end : end
          at = end
          continue
        }
        this.#copyRun(bytes, from, run)
        run = 0
        at = this.#copyCell(bytes, at)
        this.#bytes[this.#length++] = column === columns ? newline : tab
        from = at + 1
      }
    }
    this.#copyRun(bytes, from, run)
  }

  endCell(isLast: boolean): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = isLast ? newline : tab
  }

  /** What was written since `clear`; valid until the next write. */
  take(): MaskedBytes {
    return this.#bytes.subarray(0, this.#length) as MaskedBytes
  }

  /** Copies the cells of a run, the first one from `from`. */
  #copyRun(bytes: Uint8Array, from: number, cells: number): void {
    if (cells === 0) return
    const run = this.#run
    const last = run[cells - 1]!
    const end = last < 0 ? ~last : last
    this.#bytes.set(bytes.subarray(from, end), this.#length)
    const shift = this.#length - from
    for (let cell = 0; cell < cells; cell++) {
      const at = run[cell]!
      if (at < 0) this.#bytes[~at + shift] = newline
      else this.#bytes[at + shift] = tab
    }
    this.#length = end + shift + 1
  }

  /** One cell of any kind, whose length or NULL is at `at`; returns where the next one begins. */
  #copyCell(bytes: Uint8Array, at: number): number {
    const first = bytes[at++]!
    if (first === nullCell) {
      this.#null()
      return at
    }
    let length = first
    if (first > nullCell) {
      length = longLength(bytes, at)
      at += longLengthBytes(first)
    }
    this.cell(bytes, at, at + length)
    return at + length
  }

  #null(): void {
    this.#reserve(2)
    this.#bytes[this.#length++] = backslash
    this.#bytes[this.#length++] = upperN
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    this.#bytes = grown(this.#bytes, Math.max(this.#bytes.length * 2, this.#length + more))
  }
}

function needsEscapes(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (escapes[bytes[at]!] !== 0) return true
  return false
}
