import type { RowBatch } from '../masking/rows/row-batch.ts'

/** Texts as rows of cells, in the form in which the server would send them; null is NULL. */
export function textBatch(rows: readonly (readonly (string | null)[])[]): RowBatch {
  return bytesBatch(rows.map((row) => row.map((text) => (text === null ? null : Buffer.from(text, 'utf8')))))
}

/** The same of bytes. */
export function bytesBatch(rows: readonly (readonly (Uint8Array | null)[])[]): RowBatch {
  const packed = rows.map((row) => Buffer.concat(row.map(packedCell)))
  let end = 0
  const ends = Uint32Array.from(packed, ({ length }) => (end += length))
  return { bytes: Buffer.concat(packed), start: 0, ends, count: rows.length }
}

// The one-byte mark of NULL, and of a length of eight bytes.
const [nullMark, longMark] = [0xfb, 0xfe]

function packedCell(bytes: Uint8Array | null): Buffer {
  if (bytes === null) return Buffer.of(nullMark)
  const header = Buffer.alloc(9, 0)
  header[0] = longMark
  header.writeUInt32LE(bytes.length, 1)
  return Buffer.concat([header, bytes])
}
