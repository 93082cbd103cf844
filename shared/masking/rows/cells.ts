import type { RowBatch } from './row-batch.ts'

/** The first byte of a cell: NULL, or beyond it how many bytes of length follow; below it is the length itself. */
export const nullCell = 0xfb

/** Where the cells of one row lie: cell i is bytes[starts[i], ends[i]), NULL where ends[i] is -1. */
export class Cells {
  readonly starts: Int32Array
  readonly ends: Int32Array

  constructor(columns: number) {
    this.starts = new Int32Array(columns)
    this.ends = new Int32Array(columns)
  }

  /** Reads the row that begins at `at`. */
  read(bytes: Uint8Array, at: number): void {
    const { starts, ends } = this
    for (let column = 0; column < starts.length; column++) {
      const first = bytes[at++]!
      if (first === nullCell) {
        ends[column] = -1
        continue
      }
      let length = first
      if (first > nullCell) {
        length = longLength(bytes, at)
        at += longLengthBytes(first)
      }
      starts[column] = at
      at += length
      ends[column] = at
    }
  }
}

/** Calls `visit` for every row of the batch, its cells in `cells`. */
export function eachRow(batch: RowBatch, cells: Cells, visit: (bytes: Uint8Array) => void): void {
  let at = batch.start
  for (let row = 0; row < batch.count; row++) {
    cells.read(batch.bytes, at)
    visit(batch.bytes)
    at = batch.ends[row]!
  }
}

/** The length of a cell of more than 250 bytes; `at` is the offset after the cell's first byte. */
export function longLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at - 1]!
  const low = bytes[at]! | (bytes[at + 1]! << 8)
  if (first === 0xfc) return low
  if (first === 0xfd) return low | (bytes[at + 2]! << 16)
  return (low | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
}

export function longLengthBytes(first: number): number {
  return first === 0xfc ? 2 : first === 0xfd ? 3 : 8
}
