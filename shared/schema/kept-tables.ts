import type { Schema } from './schema.ts'

/** The schema as a refresh sees it: tables that staging keeps as its own are no part of it, nor are their triggers. */
export function withoutKept(schema: Schema, keepTables: readonly string[]): Schema {
  return {
    ...schema,
    tables: schema.tables.filter(({ name }) => !keepTables.includes(name)),
    programs: schema.programs.filter(({ table }) => table === null || !keepTables.includes(table)),
  }
}
