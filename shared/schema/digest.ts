import { createHash } from 'node:crypto'
import type { Column, Schema, Table } from './schema.ts'

/** SHA-256, hex, of what masking and DDL depend on: columns, keys, checks; not estimates, counters or programs' bodies. */
export function schemaDigest(schema: Schema): string {
  return createHash('sha256')
    .update(JSON.stringify(schema.tables.map(describeTable)))
    .digest('hex')
}

/** What differs, as coordinates: `users.ssn was added`. */
export function schemaChanges(before: Schema, after: Schema): string[] {
  const tables = new Map(after.tables.map((table) => [table.name, table]))
  const known = new Map(before.tables.map((table) => [table.name, table]))
  return [
    ...before.tables.filter(({ name }) => !tables.has(name)).map(({ name }) => `${name} was dropped`),
    ...after.tables.filter(({ name }) => !known.has(name)).map(({ name }) => `${name} was added`),
    ...before.tables.flatMap((table) => columnChanges(table, tables.get(table.name))),
  ]
}

function columnChanges(before: Table, after: Table | undefined): string[] {
  if (!after || describeTable(before) === describeTable(after)) return []
  const now = new Map(after.columns.map((column) => [column.name, column]))
  const known = new Set(before.columns.map(({ name }) => name))
  const changes = [
    ...before.columns.filter(({ name }) => !now.has(name)).map(({ name }) => `${before.name}.${name} was dropped`),
    ...after.columns.filter(({ name }) => !known.has(name)).map(({ name }) => `${before.name}.${name} was added`),
    ...before.columns
      .filter((column) => isChanged(column, now.get(column.name)))
      .map(({ name }) => `${before.name}.${name} was changed`),
  ]
  return changes.length > 0 ? changes : [`keys or checks of ${before.name} were changed`]
}

function isChanged(before: Column, after: Column | undefined): boolean {
  return after !== undefined && JSON.stringify(before) !== JSON.stringify(after)
}

function describeTable(table: Table): string {
  const { name, engine, columns, primaryKey, uniqueKeys, foreignKeys, checks } = table
  return JSON.stringify([name, engine, columns, primaryKey, uniqueKeys, foreignKeys, checks])
}
