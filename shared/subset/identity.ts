import type { Column, Table } from '../schema/schema.ts'
import type { Reference } from './reference.ts'

/** The columns by which rows of a table are named and read again. */
export interface Identity {
  readonly columns: readonly Column[]
  /** False where one key names a group of rows: a table without a key, known by the columns of one reference. */
  readonly unique: boolean
}

/** The primary key, else a unique key without NULL; null when the table has neither. */
export function keyOf(table: Table): Identity | null {
  const names = table.primaryKey.length > 0 ? table.primaryKey : uniqueNotNull(table)
  return names ? { columns: names.map((name) => columnNamed(table, name)), unique: true } : null
}

/**
 * How a table without a key is named: by the columns through which it is reached, when every way leads over the same ones.
 * `ways` are the references followed down to it and `needs` those that need it.
 */
export function groupOf(table: Table, ways: readonly Reference[], needs: readonly Reference[]): Identity | string {
  const lists = [...ways.map(({ columns }) => columns), ...needs.map(({ targetColumns }) => targetColumns)]
  const distinct = new Map(lists.map((columns) => [columns.map(({ name }) => name).join('+'), columns]))
  const [columns] = distinct.values()
  if (distinct.size !== 1 || !columns)
    return `${table.name} has no primary key and is reached over ${[...distinct.keys()].join(' and ')}; name one of them under children, or leave the table out`
  if (ways.some(({ when }) => when.length > 0))
    return `${table.name} has no primary key: its rows cannot be told apart by a reference with a condition`
  return { columns, unique: false }
}

function uniqueNotNull(table: Table): readonly string[] | null {
  const key = table.uniqueKeys.find(
    ({ columns, prefixLengths, functional }) =>
      !functional &&
      prefixLengths.every((length) => length === null) &&
      columns.every((name) => !columnNamed(table, name).nullable),
  )
  return key?.columns ?? null
}

function columnNamed(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name)
  if (!column) throw new Error(`${table.name} has no column ${name}`)
  return column
}
