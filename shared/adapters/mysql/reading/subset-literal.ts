import type { Column } from '../../../schema/schema.ts'

/**
 * A key's cell as an SQL literal to be compared with `column`; `type` is the column it was read from. Numbers are digits, all
 * else is hex: nothing of the data is ever SQL. Null when no value of `column` can equal it.
 */
export function keyLiteral(cell: Uint8Array, type: Column, column: Column): string | null {
  const bytes = Buffer.from(cell.buffer, cell.byteOffset, cell.length)
  switch (column.kind) {
    case 'integer':
    case 'decimal':
      return numberLiteral(bytes.toString('latin1').trim())
    case 'float':
      return doubleLiteral(bytes.toString('latin1'))
    case 'enum':
    case 'set':
      return numberLiteral(bytes.toString('latin1'))
    case 'bit':
      return `${BigInt(`0x${bytes.toString('hex') || '0'}`)}`
    case 'binary':
      return bytes.length > 0 ? `0x${bytes.toString('hex')}` : "''"
    default:
      return textLiteral(bytes, type)
  }
}

function numberLiteral(text: string): string | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? text : null
}

// With an exponent it is a DOUBLE and not a DECIMAL, so it is compared as it was read.
function doubleLiteral(text: string): string | null {
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) return null
  return text.includes('e') ? text : `${text}e0`
}

/** Text under its own character set; the collation of the column it is compared with wins over a literal's. */
function textLiteral(bytes: Buffer, { charset, kind }: Column): string {
  const introducer = kind === 'text' && charset ? charset : 'ascii'
  if (!/^\w+$/.test(introducer)) throw new Error('a character set has a name of letters and digits')
  return `_${introducer} ${bytes.length > 0 ? `0x${bytes.toString('hex')}` : "''"}`
}
