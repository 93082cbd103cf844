import { createHash } from 'node:crypto'
import type { Schema, Table } from './schema.ts'

/** SHA-256, hex, of what masking and DDL depend on: columns, keys, checks; not estimates, counters or programs' bodies. */
export function schemaDigest(schema: Schema): string {
  return createHash('sha256')
    .update(JSON.stringify(schema.tables.map(describeTable)))
    .digest('hex')
}

/** What a table's rows and its masking depend on, as one text. */
export function describeTable(table: Table): string {
  const { name, engine, columns, primaryKey, uniqueKeys, foreignKeys, checks } = table
  return JSON.stringify([name, engine, columns, primaryKey, uniqueKeys, foreignKeys, checks])
}
