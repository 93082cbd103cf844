import type { RowBatch } from '../../masking/row-batch.ts'

/** A text as the one cell of one row, in the form in which the server would send it. */
export function singleCellBatch(text: Uint8Array): RowBatch {
  const header = Buffer.alloc(9)
  header[0] = 0xfe
  header.writeUInt32LE(text.length, 1)
  const bytes = Buffer.concat([header, text])
  return { bytes, start: 0, ends: Uint32Array.of(bytes.length), count: 1 }
}
