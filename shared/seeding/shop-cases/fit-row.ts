import { charsetOf } from '../../masking/charset.ts'
import type { Column } from '../../schema/schema.ts'
import { passes } from '../schema/evaluate.ts'
import type { ShopTable } from '../shop/shape.ts'
import { CannotSeed, type Cells, type ShopRow } from './shop-case.ts'
import type { KnownTable } from './shop-schema.ts'

/**
 * A row out of plain cells and those that its case is about, with its key, in the order of the table's columns. Throws CannotSeed
 * when a column that the case is about is missing, or when a value does not fit its column or a CHECK.
 */
export function fitRow(known: KnownTable, plain: Cells, about: Cells): ShopRow {
  const { table, constraints } = known
  const missing = Object.keys(about).find((name) => !table.columns.some((column) => column.name === name))
  if (missing) throw new CannotSeed(`${table.name} has no column ${missing}`)
  const cells: Record<string, string | null> = { ...plain, ...about }
  const [first] = table.primaryKey
  if (table.primaryKey.length === 1 && !(first! in cells)) cells[first!] = known.nextKey()
  const values = Object.fromEntries(
    table.columns
      .filter(({ name, generated }) => name in cells && !generated)
      .map((column) => [column.name, fitted(table.name, column, cells[column.name]!)]),
  )
  const broken = constraints.find(
    ({ expression, columns }) =>
      columns.every((name) => name in values) &&
      (expression === null || passes(expression, table.columns, (name) => values[name] ?? null) !== true),
  )
  if (broken)
    throw new CannotSeed(`the CHECK ${broken.check} of ${table.name} does not let it in, or is too much for nightmask`)
  return { table: table.name as ShopTable, values, ...keyOf(known, values) }
}

/** Longest text that a column takes, in characters of one byte; `cap` where it is longer. */
export function roomOf({ kind, maxLength }: Column, cap: number): number {
  return kind === 'text' ? Math.min(maxLength ?? cap, cap) : 0
}

function fitted(table: string, column: Column, value: string | null): string | null {
  const place = `${table}.${column.name}`
  if (value === null) {
    if (!column.nullable) throw new CannotSeed(`${place} is never NULL`)
    return null
  }
  if (/_at$/.test(column.name)) return moment(place, column, value)
  if (column.kind === 'enum' && !column.labels.includes(value)) throw new CannotSeed(`${place} has no such label`)
  if (column.kind !== 'text') return value
  if (!charsetOf(column.charset)?.holds(value))
    throw new CannotSeed(`${place} (${column.charset}) lacks its characters`)
  // The length of TEXT counts bytes, that of VARCHAR characters.
  const length = /text$/.test(column.dataType) ? Buffer.byteLength(value) : [...value].length
  if (length > (column.maxLength ?? length)) throw new CannotSeed(`${place} is too short for it`)
  return value
}

/** `2024-02-29 00:00:00` as the column writes a moment. */
function moment(place: string, { kind, dataType }: Column, text: string): string {
  if (dataType === 'datetime' || dataType === 'timestamp') return text
  if (dataType === 'date') return text.slice(0, 10)
  if (kind === 'integer' && /int$/.test(dataType)) return String(Date.parse(`${text.replace(' ', 'T')}Z`) / 1000)
  throw new CannotSeed(`${place} holds no moments`)
}

function keyOf({ table }: KnownTable, values: Cells): Pick<ShopRow, 'key' | 'id'> {
  const key: Record<string, string> = {}
  for (const name of table.primaryKey) {
    const value = values[name]
    if (value === null || value === undefined) throw new CannotSeed(`the key of ${table.name} holds ${name}`)
    key[name] = value
  }
  const [id, ...more] = Object.values(key)
  if (id === undefined) throw new CannotSeed(`${table.name} has no primary key`)
  return { key, id: more.length > 0 ? '' : id }
}
