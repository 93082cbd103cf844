import { DatabaseError } from '../../../errors.ts'

/** What an OK packet says of a statement. */
export interface StatementResult {
  readonly affectedRows: number
  readonly warnings: number
}

export const maxPayloadBytes = 0xffffff
const moreResultsExist = 0x0008

/** A length-encoded integer at `position`: the value, and the offset after it. NULL (0xFB) is -1. */
export function readLength(bytes: Uint8Array, position: number): { value: number; next: number } {
  const first = bytes[position]!
  if (first < 0xfb) return { value: first, next: position + 1 }
  if (first === 0xfb) return { value: -1, next: position + 1 }
  if (first === 0xfc) return { value: bytes[position + 1]! | (bytes[position + 2]! << 8), next: position + 3 }
  if (first === 0xfd)
    return {
      value: bytes[position + 1]! | (bytes[position + 2]! << 8) | (bytes[position + 3]! << 16),
      next: position + 4,
    }
  const view = new DataView(bytes.buffer, bytes.byteOffset + position + 1, 8)
  return { value: view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32, next: position + 9 }
}

/** Parses an OK packet; `more` is true when another result of the same packet of statements follows. */
export function readOk(payload: Uint8Array): StatementResult & { readonly more: boolean } {
  const affected = readLength(payload, 1)
  const insertId = readLength(payload, affected.next)
  const status = payload[insertId.next]! | (payload[insertId.next + 1]! << 8)
  const warnings = payload[insertId.next + 2]! | (payload[insertId.next + 3]! << 8)
  return { affectedRows: affected.value, warnings, more: (status & moreResultsExist) !== 0 }
}

/** True when the EOF packet announces another result. */
export function announcesMore(eof: Uint8Array): boolean {
  return ((eof[3]! | (eof[4]! << 8)) & moreResultsExist) !== 0
}

/** Number and SQLSTATE of an ERR packet; its message quotes values and is dropped. */
export function readError(payload: Uint8Array, place: string): DatabaseError {
  const errno = payload[1]! | (payload[2]! << 8)
  const hasState = payload[3] === 0x23
  return new DatabaseError(place, errno, hasState ? Buffer.from(payload.subarray(4, 9)).toString('latin1') : 'HY000')
}

/** Cells of one text-protocol row as UTF-8 strings: for small control results only. */
export function readTextRow(row: Buffer): (string | null)[] {
  const cells: (string | null)[] = []
  for (let position = 0; position < row.length; ) {
    const { value, next } = readLength(row, position)
    cells.push(value < 0 ? null : row.toString('utf8', next, next + value))
    position = next + Math.max(0, value)
  }
  return cells
}
