import { charsetOf } from '../../masking/charset.ts'
import { LoadText } from '../../masking/load-text.ts'
import { type Column, storedColumns } from '../../schema/schema.ts'
import type { TableRows } from './table-rows.ts'
import { loadableShape } from './wkb.ts'

const blockBytes = 1 << 20

/** The rows in [from, to) as LOAD DATA text, in blocks of about a megabyte. A block is valid until the next one is asked for. */
export function* loadRows(rows: TableRows, from: number, to: number): Generator<Uint8Array, void, undefined> {
  const columns = storedColumns(rows.table)
  const encoders = columns.map(encoderOf)
  const text = new LoadText()
  let size = 0
  for (let row = from; row < to; row++) {
    columns.forEach(({ name }, at) => {
      const cell = rows.cell(row, name)
      const bytes = cell === null ? null : encoders[at]!(cell)
      text.cell(bytes ?? nothing, 0, bytes ? bytes.length : -1)
      text.endCell(at === columns.length - 1)
      size += bytes?.length ?? 2
    })
    if (size < blockBytes) continue
    yield text.take()
    text.clear()
    size = 0
  }
  if (size > 0) yield text.take()
}

const nothing = new Uint8Array()

/** From a cell as Shadow.insert takes it to the bytes that are loaded. */
function encoderOf(column: Column): (cell: string) => Uint8Array {
  const { kind, labels, charset } = column
  switch (kind) {
    case 'text':
      return charsetOf(charset)?.encode ?? ((cell) => Buffer.from(cell, 'utf8'))
    case 'json':
      return (cell) => Buffer.from(cell, 'utf8')
    case 'enum':
      return (cell) => ascii(labels.indexOf(cell) + 1)
    case 'set':
      return (cell) =>
        ascii(cell === '' ? 0 : cell.split(',').reduce((sum, label) => sum + (1n << BigInt(labels.indexOf(label))), 0n))
    case 'binary':
    case 'bit':
    case 'vector':
      return (cell) => Buffer.from(cell, 'hex')
    case 'geometry':
      return (cell) => loadableShape(cell, column.srid ?? 0)
    default:
      return ascii
  }
}

function ascii(value: string | number | bigint): Uint8Array {
  return Buffer.from(String(value), 'latin1')
}
