import { quoteName } from '../../../schema/quote.ts'
import { type Column, storedColumns, type Table } from '../../../schema/schema.ts'
import { readKeyRange } from '../reading/source.ts'
import type { Wire } from '../wire/wire.ts'

/** Rows of a table as text, by column; the same index is the same row. Cells are cut; spatial columns are left out. */
export interface TableSample {
  readonly rows: number
  readonly columns: ReadonlyMap<string, readonly (string | null)[]>
}

const places = 10
const longestCell = 4000

/** A few rows from ten places along the integer primary key, so that old and new rows are among them; else the first ones. */
export async function sampleTable(wire: Wire, database: string, table: Table, mostRows = 5000): Promise<TableSample> {
  const columns = storedColumns(table).filter(({ kind }) => kind !== 'geometry' && kind !== 'vector')
  if (columns.length === 0) return { rows: 0, columns: new Map() }
  const cells = columns.map((column, at) => `${cellSql(column)} AS c${at}`).join(', ')
  const from = `SELECT ${cells} FROM ${quoteName(database)}.${quoteName(table.name)}`
  const rows: (string | null)[][] = []
  for (const where of await cuts(wire, database, table, mostRows)) rows.push(...(await wire.query(from + where)))
  return {
    rows: rows.length,
    columns: new Map(columns.map(({ name }, at) => [name, rows.map((row) => row[at] ?? null)])),
  }
}

async function cuts(wire: Wire, database: string, table: Table, mostRows: number): Promise<string[]> {
  const key = table.columns.find(({ name }) => name === table.primaryKey[0])
  const range = key?.kind === 'integer' ? await readKeyRange(wire, database, table.name, key.name) : null
  if (!key || !range) return [` LIMIT ${mostRows}`]
  const [low, high] = [BigInt(range.min), BigInt(range.max)]
  const step = (high - low) / BigInt(places) + 1n
  const name = quoteName(key.name)
  return Array.from({ length: places }, (_, at) => {
    const start = low + step * BigInt(at)
    return ` WHERE ${name} >= ${start} AND ${name} < ${start + step} ORDER BY ${name} LIMIT ${Math.ceil(mostRows / places)}`
  })
}

function cellSql({ name, kind, charset }: Column): string {
  const quoted = quoteName(name)
  if (kind === 'json' || kind === 'enum' || kind === 'set') return `CAST(${quoted} AS CHAR CHARACTER SET utf8mb4)`
  if (kind === 'text' && charset !== null) return `CONVERT(LEFT(${quoted}, ${longestCell}) USING utf8mb4)`
  // The bytes as they are: what is text among them reads as text.
  if (kind === 'binary') return `LEFT(${quoted}, ${longestCell})`
  return `CAST(${quoted} AS CHAR)`
}
