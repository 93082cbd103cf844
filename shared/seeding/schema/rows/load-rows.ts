import { charsetOf } from '../../../masking/text/charset.ts'
import { type Column, storedColumns } from '../../../schema/schema.ts'
import { loadableShape } from '../domains/wkb.ts'
import type { TableRows } from './table-rows.ts'

const blockLength = 1 << 19

/** The rows in [from, to) as LOAD DATA text, in blocks of up to about a megabyte. */
export function* loadRows(rows: TableRows, from: number, to: number): Generator<Uint8Array, void, undefined> {
  const columns = storedColumns(rows.table)
  const cells = columns.map(({ name }) => rows.column(name))
  const writers = columns.map(writerOf)
  const text = new LoadBlock()
  for (let row = from; row < to; row++) {
    for (let at = 0; at < cells.length; at++) {
      if (at > 0) text.plain('\t')
      const cell = cells[at]!(row)
      if (cell === null) text.plain('\\N')
      else writers[at]!(text, cell)
    }
    text.plain('\n')
    if (text.length >= blockLength) yield text.take()
  }
  if (text.length > 0) yield text.take()
}

/** LOAD DATA text under construction. Text is gathered and encoded at once, which is faster than cell by cell. */
class LoadBlock {
  /** In characters of text and bytes of what is none. */
  length = 0
  #text = ''
  #encoded: Uint8Array[] = []

  /** Text that needs no escapes. */
  plain(text: string): void {
    this.#text += text
    this.length += text.length
  }

  text(text: string): void {
    this.plain(needsEscape.test(text) ? text.replaceAll(everyEscape, escaped) : text)
  }

  /** Bytes that are no UTF-8. */
  bytes(bytes: Uint8Array): void {
    this.#encoded.push(Buffer.from(this.#text), Buffer.from(escapedBytes(bytes), 'latin1'))
    this.#text = ''
    this.length += bytes.length
  }

  take(): Uint8Array {
    const block = Buffer.concat([...this.#encoded, Buffer.from(this.#text)])
    this.#encoded = []
    this.#text = ''
    this.length = 0
    return block
  }
}

// What LOAD DATA would misread.
const needsEscape = /[\0\t\n\r\x1a\\]/
const everyEscape = new RegExp(needsEscape, 'g')
const letters: Readonly<Record<string, string>> = {
  '\0': '0',
  '\t': 't',
  '\n': 'n',
  '\r': 'r',
  '\x1a': 'Z',
  '\\': '\\',
}

function escaped(character: string): string {
  return `\\${letters[character]}`
}

function escapedBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').replaceAll(everyEscape, escaped)
}

type Writer = (block: LoadBlock, cell: string) => void

/** Writes a cell as Shadow.insert takes it in the form in which it is loaded. */
function writerOf(column: Column): Writer {
  const { kind, labels, charset } = column
  switch (kind) {
    case 'text':
      return textWriter(charset)
    case 'json':
      return (block, cell) => block.text(cell)
    case 'enum':
      return (block, cell) => block.plain(String(labels.indexOf(cell) + 1))
    case 'set':
      return (block, cell) => block.plain(String(setNumber(cell, labels)))
    case 'binary':
    case 'bit':
    case 'vector':
      return (block, cell) => block.bytes(Buffer.from(cell, 'hex'))
    case 'geometry':
      return (block, cell) => block.bytes(loadableShape(cell, column.srid ?? 0))
    default:
      return (block, cell) => block.plain(cell)
  }
}

function textWriter(charset: string | null): Writer {
  if (charset?.startsWith('utf8mb4')) return (block, cell) => block.text(cell)
  const codec = charsetOf(charset)
  if (!codec) return (block, cell) => block.text(cell)
  return (block, cell) => (codec.ascii && !/[^\0-\x7f]/.test(cell) ? block.text(cell) : block.bytes(codec.encode(cell)))
}

function setNumber(cell: string, labels: readonly string[]): bigint {
  return cell === '' ? 0n : cell.split(',').reduce((sum, label) => sum + (1n << BigInt(labels.indexOf(label))), 0n)
}
