import { charsetOf } from '../../shared/masking/text/charset.ts'
import type { Column } from '../../shared/schema/schema.ts'

const longestHex = 32

/** A cell's loadable form as a person reads it: text in its character set, labels by name, points as such, other bytes as hex. */
export function showCell(cell: Uint8Array | null, column: Column): string | null {
  if (cell === null) return null
  const text = () => (charsetOf(column.charset ?? 'utf8mb4') ?? charsetOf('utf8mb4')!).decode(cell, 0, cell.length)
  switch (column.kind) {
    case 'enum':
      return column.labels[Number(text()) - 1] ?? ''
    case 'set':
      return column.labels.filter((_, at) => (BigInt(text()) >> BigInt(at)) & 1n).join(',')
    case 'bit':
      return `b'${[...cell]
        .map((byte) => byte.toString(2).padStart(8, '0'))
        .join('')
        .replace(/^0+(?=.)/, '')}'`
    case 'geometry':
      return showPoint(cell) ?? hex(cell)
    case 'binary':
    case 'vector':
      return isPrintable(cell) ? text() : hex(cell)
    default:
      return text()
  }
}

// Four bytes of SRID, then well-known binary.
function showPoint(cell: Uint8Array): string | null {
  const bytes = Buffer.from(cell)
  if (bytes.length !== 25 || bytes[4] !== 1 || bytes.readUInt32LE(5) !== 1) return null
  return `POINT(${bytes.readDoubleLE(9)} ${bytes.readDoubleLE(17)})`
}

function isPrintable(cell: Uint8Array): boolean {
  return cell.every((byte) => byte >= 0x20 && byte < 0x7f)
}

function hex(cell: Uint8Array): string {
  const shown = Buffer.from(cell.subarray(0, longestHex)).toString('hex')
  return `0x${shown}${cell.length > longestHex ? `… (${cell.length} bytes)` : ''}`
}
