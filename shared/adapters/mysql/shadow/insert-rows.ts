import { quoteName } from '../../../schema/quote.ts'
import type { ServerFamily, Table } from '../../../schema/schema.ts'
import type { Wire } from '../wire/wire.ts'
import { insertValue } from './insert-value.ts'
import { assertUnchanged } from './load-warnings.ts'

const statementBytes = 1 << 20
const newline = 0x0a
const tab = 0x09
const backslash = 0x5c

/** The slower way where local_infile is off: the same text as INSERTs of about a megabyte, cells as hex literals. */
export async function insertRows(
  wire: Wire,
  schemaName: string,
  table: Table,
  columns: readonly string[],
  family: ServerFamily,
  blocks: AsyncIterable<Uint8Array>,
  verb: 'INSERT' | 'REPLACE' = 'INSERT',
): Promise<number> {
  const head = `${verb} INTO ${quoteName(schemaName)}.${quoteName(table.name)} (${columns.map(quoteName).join(', ')}) VALUES `
  const most = Math.min(statementBytes, wire.packetBytes) - head.length
  const kinds = columns.map((name) => table.columns.find((column) => column.name === name)!)
  let rows: string[] = []
  let size = 0
  let stored = 0
  const flush = async () => {
    if (rows.length > 0) {
      const { affectedRows, warnings } = await wire.execute(head + rows.join(','))
      await assertUnchanged(wire, table, warnings)
      stored += affectedRows
    }
    rows = []
    size = 0
  }
  for await (const line of linesOf(blocks)) {
    const cells = cellsOf(line).map((cell, at) => insertValue(cell, kinds[at]!, family))
    const row = `(${cells.join(',')})`
    if (size + row.length > most) await flush()
    rows.push(row)
    size += row.length
  }
  await flush()
  return stored
}

/** Lines without their newline; a newline within a cell is escaped, so every plain one ends a row. */
export async function* linesOf(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const block of blocks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, block]) : Buffer.from(block)
    let begin = 0
    for (let end = bytes.indexOf(newline, begin); end >= 0; end = bytes.indexOf(newline, begin)) {
      yield bytes.subarray(begin, end)
      begin = end + 1
    }
    rest = bytes.subarray(begin)
  }
}

/** Cells of a line with their escapes undone; null for \N. */
export function cellsOf(line: Buffer): (Buffer | null)[] {
  const cells: (Buffer | null)[] = []
  for (let begin = 0; begin <= line.length; ) {
    const found = line.indexOf(tab, begin)
    const end = found < 0 ? line.length : found
    cells.push(undoEscapes(line.subarray(begin, end)))
    begin = end + 1
  }
  return cells
}

function undoEscapes(cell: Buffer): Buffer | null {
  // A NULL is told apart from the text \N by its single backslash.
  if (cell.length === 2 && cell[0] === backslash && cell[1] === 0x4e) return null
  if (!cell.includes(backslash)) return cell
  const plain = Buffer.alloc(cell.length)
  let length = 0
  for (let at = 0; at < cell.length; at++) plain[length++] = cell[at] === backslash ? unescaped(cell[++at]!) : cell[at]!
  return plain.subarray(0, length)
}

function unescaped(code: number): number {
  return { 48: 0, 110: 0x0a, 116: 0x09, 114: 0x0d, 90: 0x1a }[code] ?? code
}
