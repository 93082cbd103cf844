import { TextBlock } from '../text-block.ts'
import type { ShopTable } from './shape.ts'

/** Rows of one table as LOAD DATA text, each of which depends on the shape and its own number only. */
export interface RowWriter {
  readonly table: ShopTable
  /** In the order in which `write` writes their cells. */
  readonly columns: readonly string[]
  readonly rows: number
  /** Writes a row, from 0 to rows - 1, with its newline. */
  write(block: TextBlock, row: number): void
}

/** The rows in [from, to) in blocks of about a megabyte. A block is valid until the next one is asked for. */
export function* rowBlocks(writer: RowWriter, from: number, to: number): Generator<Uint8Array, void, undefined> {
  const block = new TextBlock()
  for (let row = from; row < to; row++) {
    writer.write(block, row)
    if (block.isFull) yield block.take()
  }
  if (!block.isEmpty) yield block.take()
}
