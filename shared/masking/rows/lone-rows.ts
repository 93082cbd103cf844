import type { RowBatch } from './row-batch.ts'

/** Rows that no server sent, in the form in which one would: for examples and tests. Cells are text, null for NULL. */
export function batchOf(rows: readonly (readonly (string | null)[])[]): RowBatch {
  const ends = new Uint32Array(rows.length)
  const pieces: Buffer[] = []
  let at = 0
  for (const [n, row] of rows.entries()) {
    for (const cell of row) {
      const bytes = Buffer.from(cell ?? '')
      const short = bytes.length <= 250 ? [bytes.length] : [0xfc, bytes.length & 0xff, bytes.length >> 8]
      const head = Buffer.from(cell === null ? [0xfb] : short)
      pieces.push(head, bytes)
      at += head.length + bytes.length
    }
    ends[n] = at
  }
  return { bytes: Buffer.concat(pieces), start: 0, ends, count: rows.length }
}
