import { appendsOnly } from './engine.ts'
import { keyForm } from './key-values.ts'
import type { Column, Table } from './schema.ts'

const chunkRows = 250_000
const chunkBytes = 16 * 1024 * 1024
/** Chunks grow with the database, sixteenfold at the most: a function reads 256 MiB in half a minute, and its digests fit into its memory. */
const usualChunks = 10_000
const mostTimes = 16

/** How many times larger than usual the chunks of a database are: 10,000 of 16 MB make 160 GB. */
export function chunkScale(databaseBytes: number): number {
  return Math.min(mostTimes, Math.max(1, databaseBytes / (usualChunks * chunkBytes)))
}

/** Rows per chunk when nobody says: about 16 MB, 250,000 rows at the most, times `scale`. */
export function targetRows(table: Pick<Table, 'rowsEstimate' | 'bytesEstimate'>, scale = 1): number {
  const rowBytes = Math.max(1, table.bytesEstimate / Math.max(1, table.rowsEstimate))
  return Math.max(1000, Math.floor(Math.min(chunkRows * scale, (chunkBytes * scale) / rowBytes)))
}

/** The columns by which a table may be cut: those its primary key begins with, as long as they are kept and their order can be divided. */
export function cuttableColumns(table: Table, isKept: (column: string) => boolean): Column[] {
  if (appendsOnly(table.engine)) return []
  const columns = table.primaryKey.map((name) => table.columns.find((column) => column.name === name))
  const end = columns.findIndex((column) => !column || !isKept(column.name) || keyForm(column) === null)
  return columns.slice(0, end < 0 ? columns.length : end) as Column[]
}

/** The first of them when it counts: seeded rows lie beyond its last value. */
export function countingColumn(table: Table, isKept: (column: string) => boolean): string | null {
  const [first] = cuttableColumns(table, isKept)
  return first?.kind === 'integer' ? first.name : null
}
