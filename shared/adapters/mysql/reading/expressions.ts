import type { ChunkRef } from '../../../schema/chunk.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Column, ServerFamily, Table } from '../../../schema/schema.ts'
import { whereRange } from './key-sql.ts'

/**
 * The SELECT of one chunk. Columns are aliased c0, c1 … and come in their loadable form: text and JSON as bytes of their own
 * character set, numbers and times as text, ENUM and SET by number, BIT and spatial values as bytes (SRID and WKB).
 */
export function selectSql(
  database: string,
  table: Table,
  columns: readonly string[],
  chunk: ChunkRef,
  where = whereChunk(chunk),
): string {
  const cells = columns.map((name, at) => `${selectCell(columnOf(table, name))} AS c${at}`)
  const key = table.primaryKey.map(quoteName).join(', ')
  const order = key ? ` ORDER BY ${key}` : ''
  // Without a primary key rows come as they are stored, and not as an index that holds all of the columns has them.
  const stored = key || where ? '' : ' USE INDEX ()'
  return `SELECT ${cells.join(', ') || '1'} FROM ${quoteName(database)}.${quoteName(table.name)}${stored}${where}${order}`
}

/** The WHERE of a chunk's range; '' for a whole table. */
export function whereChunk(chunk: ChunkRef): string {
  return whereRange(chunk.columns, chunk)
}

/** LOAD DATA of a masked chunk, sent with the statement unless `from` says otherwise: tab between cells, newline after rows, backslash escapes. */
export function loadSql(
  schemaName: string,
  table: Table,
  columns: readonly string[],
  family: ServerFamily,
  from = "LOCAL INFILE 'chunk'",
): string {
  const described = columns.map((name) => columnOf(table, name))
  const values = described.map((column, at) => assignment(column, `@c${at}`, family))
  const hasSet = values.some(Boolean)
  // MariaDB renumbers id 0 as soon as there is a SET clause without the counter in it.
  for (const [at, { autoIncrement }] of described.entries()) if (autoIncrement && hasSet) values[at] ??= `@c${at}`
  const targets = columns.map((name, at) => (values[at] ? `@c${at}` : quoteName(name)))
  const sets = columns.flatMap((name, at) => (values[at] ? [`${quoteName(name)} = ${values[at]}`] : []))
  return (
    `LOAD DATA ${from} INTO TABLE ${quoteName(schemaName)}.${quoteName(table.name)} CHARACTER SET binary ` +
    `FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (${targets.join(', ')})${sets.length > 0 ? ` SET ${sets.join(', ')}` : ''}`
  )
}

function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name)
  if (!column) throw new Error(`${table.name} has no column ${name}`)
  return column
}

/** A column in its loadable form. */
export function selectCell(column: Column): string {
  const name = quoteName(column.name)
  // As text a FLOAT has six digits; as a DOUBLE it has all of them.
  if (column.kind === 'float' && column.dataType === 'float') return `${name} + 0E0`
  // The number keeps ENUM's error value '' (0) apart from a label '', and needs no character set.
  if (column.kind === 'enum' || column.kind === 'set') return `${name} + 0`
  return name
}

/** How a cell gets from a user variable into its column; null where it goes in directly. */
function assignment(column: Column, variable: string, family: ServerFamily): string | null {
  if (column.kind === 'json' && family === 'mysql') return `CONVERT(${variable} USING utf8mb4)`
  if (column.kind === 'enum' || column.kind === 'set') return `CAST(${variable} AS UNSIGNED)`
  // MariaDB takes a binary string for the bytes of an address; as text it is read.
  if (/^(uuid|inet[46])$/.test(column.dataType)) return `CONVERT(${variable} USING latin1)`
  // A binary string assigned to BIT is taken as the bits themselves.
  if (column.kind === 'bit') return `CAST(CONV(HEX(${variable}), 16, 10) AS UNSIGNED)`
  if (column.kind === 'geometry')
    return `IF(${variable} IS NULL, NULL, ST_GeomFromWKB(SUBSTRING(${variable}, 5), CAST(CONV(HEX(REVERSE(SUBSTRING(${variable}, 1, 4))), 16, 10) AS UNSIGNED)${family === 'mysql' ? ", 'axis-order=long-lat'" : ''}))`
  return null
}
