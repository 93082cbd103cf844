import type { Column } from '../../schema/schema.ts'
import { CannotSeed } from '../cannot-seed.ts'
import { fitValues, keyOf } from '../fit-values.ts'
import type { ShopTable } from '../shop/shape.ts'
import type { Cells, ShopRow } from './shop-case.ts'
import type { KnownTable } from './shop-schema.ts'

/**
 * A row out of plain cells and those that its case is about, with its key. Throws CannotSeed when a column that the case is about is
 * missing, or when a value does not fit its column or a CHECK.
 */
export function fitRow({ table, constraints, nextKey }: KnownTable, plain: Cells, about: Cells): ShopRow {
  const missing = Object.keys(about).find((name) => !table.columns.some((column) => column.name === name))
  if (missing) throw new CannotSeed(`${table.name} has no column ${missing}`)
  const cells: Record<string, string | null> = { ...plain, ...about }
  const [first] = table.primaryKey
  if (table.primaryKey.length === 1 && !(first! in cells)) cells[first!] = nextKey()
  for (const { name, generated } of table.columns) if (generated && !(name in about)) delete cells[name]
  for (const column of table.columns)
    if (/_at$/.test(column.name) && cells[column.name])
      cells[column.name] = moment(`${table.name}.${column.name}`, column, cells[column.name]!)
  const values = fitValues(table, constraints, cells)
  const key = keyOf(table, values)
  const [id = '', ...more] = Object.values(key)
  return { table: table.name as ShopTable, values, key, id: more.length > 0 ? '' : id }
}

/** Longest text that a column takes, in characters of one byte; `cap` where it is longer. */
export function roomOf({ kind, maxLength }: Column, cap: number): number {
  return kind === 'text' ? Math.min(maxLength ?? cap, cap) : 0
}

/** `2024-02-29 00:00:00` as the column writes a moment. */
function moment(place: string, { kind, dataType }: Column, text: string): string {
  if (dataType === 'datetime' || dataType === 'timestamp') return text
  if (dataType === 'date') return text.slice(0, 10)
  if (kind === 'integer' && /int$/.test(dataType)) return String(Date.parse(`${text.replace(' ', 'T')}Z`) / 1000)
  throw new CannotSeed(`${place} holds no moments`)
}
