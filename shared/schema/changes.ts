import { describeTable } from './digest.ts'
import type { Column, Schema, Table } from './schema.ts'

/** What differs, as coordinates: `users.ssn was added`, `users.email: varchar(40) → varchar(80)`. No value: neither labels nor defaults. */
export function schemaChanges(before: Schema, after: Schema): string[] {
  const tables = new Map(after.tables.map((table) => [table.name, table]))
  const known = new Map(before.tables.map((table) => [table.name, table]))
  return [
    ...before.tables.filter(({ name }) => !tables.has(name)).map(({ name }) => `${name} was dropped`),
    ...after.tables.filter(({ name }) => !known.has(name)).map(({ name }) => `${name} was added`),
    ...before.tables.flatMap((table) => tableChanges(table, tables.get(table.name))),
  ]
}

function tableChanges(before: Table, after: Table | undefined): string[] {
  if (!after || describeTable(before) === describeTable(after)) return []
  const now = new Map(after.columns.map((column) => [column.name, column]))
  const known = new Set(before.columns.map(({ name }) => name))
  const changes = [
    ...before.columns.filter(({ name }) => !now.has(name)).map(({ name }) => `${before.name}.${name} was dropped`),
    ...after.columns.filter(({ name }) => !known.has(name)).map(({ name }) => `${before.name}.${name} was added`),
    ...before.columns.flatMap((column) => columnChanges(before.name, column, now.get(column.name))),
    ...keyChanges(before, after),
  ]
  return changes.length > 0 ? changes : [`keys or checks of ${before.name} were changed`]
}

function columnChanges(table: string, before: Column, after: Column | undefined): string[] {
  if (!after || JSON.stringify(before) === JSON.stringify(after)) return []
  const [from, to] = [describeColumn(before), describeColumn(after)]
  if (from !== to) return [`${table}.${before.name}: ${from} → ${to}`]
  const parts = [
    ...(before.defaultSql === after.defaultSql ? [] : ['default']),
    ...(before.comment === after.comment ? [] : ['comment']),
    ...(before.labels.join() === after.labels.join() ? [] : ['labels']),
  ]
  // A column that only moved says nothing to anybody.
  if (parts.length === 0)
    return JSON.stringify({ ...before, position: 0 }) === JSON.stringify({ ...after, position: 0 })
      ? []
      : [`${table}.${before.name} was changed`]
  return [`${table}.${before.name}: another ${parts.join(' and ')}`]
}

/** Labels of ENUM and SET may be values: only their number is told. */
function describeColumn({ dataType, columnType, labels, nullable, charset, collation, generated }: Column): string {
  const type = labels.length > 0 ? `${dataType} of ${labels.length} labels` : columnType
  return [
    type,
    ...(charset ? [collation ?? charset] : []),
    nullable ? 'NULL' : 'NOT NULL',
    ...(generated ? ['generated'] : []),
  ].join(' ')
}

function keyChanges(before: Table, after: Table): string[] {
  const primary = (table: Table) => `(${table.primaryKey.join(', ')})`
  const [from, to] = [primary(before), primary(after)]
  const engine = before.engine === after.engine ? [] : [`${before.name}: engine ${before.engine} → ${after.engine}`]
  const key = from === to ? [] : [`${before.name}: primary key ${from} → ${to}`]
  const named = ([what, list]: readonly [string, (table: Table) => readonly { readonly name: string }[]]) => {
    const [was, is] = [before, after].map(
      (table) => new Map(list(table).map((entry) => [entry.name, JSON.stringify(entry)])),
    )
    const names = [...new Set([...was!.keys(), ...is!.keys()])]
    return names.flatMap((name) => {
      if (was!.get(name) === is!.get(name)) return []
      const how = !was!.has(name) ? 'was added' : !is!.has(name) ? 'was dropped' : 'was changed'
      return [`${before.name}: ${what} ${name} ${how}`]
    })
  }
  return [...engine, ...key, ...keyLists.flatMap(named)]
}

const keyLists = [
  ['unique key', ({ uniqueKeys }: Table) => uniqueKeys],
  ['foreign key', ({ foreignKeys }: Table) => foreignKeys],
  ['check', ({ checks }: Table) => checks],
] as const
