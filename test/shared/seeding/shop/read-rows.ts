import { createHash } from 'node:crypto'
import { loadLocales } from '../../../../shared/policy/locales.ts'
import { rowBlocks } from '../../../../shared/seeding/shop/row-writer.ts'
import { type Shape, type ShopTable, shopLanguages, shopTables } from '../../../../shared/seeding/shop/shape.ts'
import { shopRows } from '../../../../shared/seeding/shop/shop.ts'

await loadLocales(shopLanguages)

export type ReadRow = Readonly<Record<string, string | null>>

/** The generated rows of a table, read back from their LOAD DATA text. */
export function readRows(shape: Shape, table: ShopTable): ReadRow[] {
  const writer = shopRows(shape, table)
  const lines = textOf(shape, table, 0, writer.rows).split('\n').slice(0, -1)
  return lines.map((line) => {
    const cells = line.split('\t').map((cell) => (cell === '\\N' ? null : cell))
    if (cells.length !== writer.columns.length) throw new Error(`a row of ${table} has ${cells.length} cells`)
    return Object.fromEntries(writer.columns.map((column, at) => [column, cells[at]!]))
  })
}

export function textOf(shape: Shape, table: ShopTable, from: number, to: number): string {
  return Buffer.concat([...rowBlocks(shopRows(shape, table), from, to)].map((block) => block.slice())).toString('utf8')
}

/** SHA-256 of all bytes of a shop. */
export function digestOf(shape: Shape): string {
  const hash = createHash('sha256')
  for (const table of shopTables)
    for (const block of rowBlocks(shopRows(shape, table), 0, shape[table].count)) hash.update(block)
  return hash.digest('hex')
}
