import { charsetOf } from '../masking/text/charset.ts'
import type { Constraint } from '../schema/checks/constraints.ts'
import type { Column, Table } from '../schema/schema.ts'
import { CannotSeed } from './cannot-seed.ts'
import type { SeededRow } from './edge-cases.ts'

/** The cells in the order of the table's columns. Throws CannotSeed when one does not fit its column or a CHECK. */
export function fitValues(
  table: Table,
  constraints: readonly Constraint[],
  cells: SeededRow['values'],
): SeededRow['values'] {
  const values = Object.fromEntries(
    table.columns
      .filter(({ name }) => Object.hasOwn(cells, name))
      .map((column) => [column.name, fitted(table.name, column, cells[column.name]!)]),
  )
  const broken = constraints.find(
    ({ columns, verdict }) =>
      columns.every((name) => name in values) && verdict((name) => values[name] ?? null) !== true,
  )
  if (broken)
    throw new CannotSeed(`the CHECK ${broken.check} of ${table.name} does not let it in, or is too much for nightmask`)
  return values
}

/** The primary key of a row; throws CannotSeed where the row lacks a part of it. */
export function keyOf({ name, primaryKey }: Table, values: SeededRow['values']): Readonly<Record<string, string>> {
  if (primaryKey.length === 0) throw new CannotSeed(`${name} has no primary key to find it by`)
  return Object.fromEntries(
    primaryKey.map((column) => {
      const value = values[column]
      if (value === null || value === undefined)
        throw new CannotSeed(`${name}.${column} is part of the key and has no value`)
      return [column, value]
    }),
  )
}

function fitted(table: string, column: Column, value: string | null): string | null {
  const place = `${table}.${column.name}`
  if (column.generated) throw new CannotSeed(`${place} is generated`)
  if (value === null) {
    if (!column.nullable) throw new CannotSeed(`${place} is never NULL`)
    return null
  }
  if (column.kind === 'enum' && !column.labels.includes(value)) throw new CannotSeed(`${place} has no such label`)
  if (column.kind !== 'text') return value
  if (!charsetOf(column.charset)?.holds(value))
    throw new CannotSeed(`${place} (${column.charset}) lacks its characters`)
  // The length of TEXT counts bytes, that of VARCHAR characters.
  const length = /text$/.test(column.dataType) ? Buffer.byteLength(value) : [...value].length
  if (length > (column.maxLength ?? length)) throw new CannotSeed(`${place} is too short for it`)
  return value
}
