import { longLength, longLengthBytes, nullCell } from './cells.ts'
import type { MaskedBytes, RowBatch } from './row-batch.ts'

const backslash = 0x5c
const tab = 0x09
const newline = 0x0a
const upperN = 0x4e

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

/** LOAD DATA text under construction, in one buffer that grows and is used again. */
export class LoadText {
  #bytes: Uint8Array = new Uint8Array(1 << 20)
  #length = 0

  clear(): void {
    this.#length = 0
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

  /** All rows of a batch as they are, `columns` cells each. */
  rows({ bytes, start, ends, count }: RowBatch, columns: number): void {
    // A NULL is one byte there and three here.
    this.#reserve(((ends[count - 1] ?? start) - start) * 3)
    const target = this.#bytes
    let length = this.#length
    let at = start
    for (let row = 0; row < count; row++) {
      for (let column = 1; column <= columns; column++) {
        const first = bytes[at++]!
        if (first === nullCell) {
          target[length++] = backslash
          target[length++] = upperN
        } else {
          let end = at + first
          if (first > nullCell) {
            end = longLength(bytes, at)
            at += longLengthBytes(first)
            end += at
          }
          for (; at < end; at++) {
            const byte = bytes[at]!
            const letter = escapes[byte]!
            if (letter === 0) target[length++] = byte
            else {
              target[length++] = backslash
              target[length++] = letter
            }
          }
        }
        target[length++] = column === columns ? newline : tab
      }
    }
    this.#length = length
  }

  endCell(isLast: boolean): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = isLast ? newline : tab
  }

  /** What was written since `clear`; valid until the next write. */
  take(): MaskedBytes {
    return this.#bytes.subarray(0, this.#length) as MaskedBytes
  }

  #null(): void {
    this.#reserve(2)
    this.#bytes[this.#length++] = backslash
    this.#bytes[this.#length++] = upperN
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}
