import type { RowBatch } from './row-batch.ts'

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
      if (first === 0xfb) {
        ends[column] = -1
        continue
      }
      let length = first
      if (first === 0xfc) {
        length = bytes[at]! | (bytes[at + 1]! << 8)
        at += 2
      } else if (first === 0xfd) {
        length = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)
        at += 3
      } else if (first === 0xfe) {
        length = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
        at += 8
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
