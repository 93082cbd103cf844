import { closestName } from '../schema/names.ts'
import type { Column, ColumnKind, Schema, Table } from '../schema/schema.ts'
import type { Condition } from './key-lookup.ts'
import type { DatasetRequest, VirtualReference } from './request.ts'

/** A reference within the dataset's reach, declared by a foreign key or by the configuration. */
export interface Reference {
  /** Such as `orders.user_id → users.id`. */
  readonly name: string
  readonly table: Table
  readonly columns: readonly Column[]
  readonly target: Table
  readonly targetColumns: readonly Column[]
  /** Conditions on the referring row under which the reference holds: polymorphic references have one. */
  readonly when: readonly Condition[]
}

export interface References {
  readonly all: readonly Reference[]
  /** Foreign keys that lead out of what is copied: reported, not followed. */
  readonly outside: readonly string[]
  readonly problems: readonly string[]
}

/** Every reference of the schema and of the configuration, between tables whose rows are copied. */
export function listReferences(request: DatasetRequest, schema: Schema): References {
  const tables = new Map(schema.tables.map((table) => [table.name, table]))
  const skipped = new Set(request.skippedTables)
  const all: Reference[] = []
  const outside: string[] = []
  for (const table of schema.tables.filter(({ name }) => !skipped.has(name)))
    for (const key of table.foreignKeys) {
      const target = key.referencedDatabase === null ? tables.get(key.referencedTable) : undefined
      if (!target || skipped.has(target.name)) outside.push(describeOutside(table, key))
      else all.push(makeReference(table, key.columns, target, key.referencedColumns, []))
    }
  const problems: string[] = []
  for (const virtual of request.references) {
    const found = findProblems(virtual, tables)
    problems.push(...found)
    if (found.length > 0 || skipped.has(virtual.table) || skipped.has(virtual.references)) continue
    const when = Object.entries(virtual.when).map(([column, equals]) => ({ column, equals }))
    const [table, target] = [tables.get(virtual.table)!, tables.get(virtual.references)!]
    all.push(makeReference(table, virtual.columns, target, virtual.referencedColumns, when))
  }
  return { all, outside, problems }
}

function describeOutside(table: Table, key: Table['foreignKeys'][number]): string {
  const where = key.referencedDatabase === null ? 'whose rows are left behind' : `of database ${key.referencedDatabase}`
  return `${table.name}.${key.columns.join('+')} refers to ${key.referencedTable}, ${where}`
}

function makeReference(
  table: Table,
  columns: readonly string[],
  target: Table,
  targetColumns: readonly string[],
  when: readonly Condition[],
): Reference {
  const condition = when.map(({ column, equals }) => ` where ${column} is ${equals}`).join(' and')
  const name = `${table.name}.${columns.join('+')} → ${target.name}.${targetColumns.join('+')}${condition}`
  const pick = (from: Table, names: readonly string[]) =>
    names.map((wanted) => from.columns.find(({ name }) => name === wanted)!)
  return { name, table, columns: pick(table, columns), target, targetColumns: pick(target, targetColumns), when }
}

function findProblems(virtual: VirtualReference, tables: ReadonlyMap<string, Table>): string[] {
  const place = `references: ${virtual.table}.${virtual.columns.join('+')}`
  const columns = [...virtual.columns, ...Object.keys(virtual.when)]
  const missing = [
    ...missingNames(virtual.table, columns, tables),
    ...missingNames(virtual.references, virtual.referencedColumns, tables),
  ]
  if (missing.length > 0) return missing.map((problem) => `${place}: ${problem}`)
  if (virtual.columns.length !== virtual.referencedColumns.length)
    return [
      `${place} names ${virtual.columns.length} columns and ${virtual.referencedColumns.length} referenced columns`,
    ]
  return virtual.columns.flatMap((name, at) => {
    const from = columnOf(tables, virtual.table, name)
    const to = columnOf(tables, virtual.references, virtual.referencedColumns[at]!)
    if (isComparable(from.kind, to.kind)) return []
    return [`${place}: ${from.columnType} cannot be looked up as ${to.columnType} of ${virtual.references}.${to.name}`]
  })
}

function missingNames(table: string, columns: readonly string[], tables: ReadonlyMap<string, Table>): string[] {
  const known = tables.get(table)
  if (!known) return [`no table ${table}${suggestion(table, tables.keys())}`]
  const names = known.columns.map(({ name }) => name)
  return columns
    .filter((name) => !names.includes(name))
    .map((name) => `no column ${table}.${name}${suggestion(name, names)}`)
}

/** ` (users?)`, or nothing when no name is near. */
export function suggestion(name: string, known: Iterable<string>): string {
  const closest = closestName(name, known)
  return closest ? ` (${closest}?)` : ''
}

function columnOf(tables: ReadonlyMap<string, Table>, table: string, name: string): Column {
  return tables.get(table)!.columns.find((column) => column.name === name)!
}

const numbers: readonly ColumnKind[] = ['integer', 'decimal']

function isComparable(from: ColumnKind, to: ColumnKind): boolean {
  const mixed = [...numbers, 'text']
  return (mixed.includes(from) && mixed.includes(to)) || (from === to && !['json', 'geometry', 'vector'].includes(to))
}
