import type { ChunkRef } from './chunk.ts'
import type { Table } from './schema.ts'

const chunkRows = 250_000
const chunkBytes = 16 * 1024 * 1024

/** Rows per chunk when nobody says: about 16 MB, 250,000 rows at the most. */
export function targetRows(table: Table): number {
  const rowBytes = Math.max(1, table.bytesEstimate / Math.max(1, table.rowsEstimate))
  return Math.max(1000, Math.min(chunkRows, Math.floor(chunkBytes / rowBytes)))
}

/**
 * Cuts the key space at multiples of a power of two, so that the cuts stay where they are from night to night. The first
 * and the last chunk are open-ended: together they hold every row, whatever was inserted since `range` was read.
 */
export function cutChunks(
  table: Table,
  column: string | null,
  range: { min: string; max: string } | null,
  rowsPerChunk: number,
): ChunkRef[] {
  const whole = [{ table: table.name, n: 0, column: null, from: null, to: null }]
  if (!column || !range || table.rowsEstimate <= rowsPerChunk) return whole
  const cuts = cutsBetween(BigInt(range.min), BigInt(range.max), table.rowsEstimate / rowsPerChunk)
  if (cuts.length === 0) return whole
  const bounds = [null, ...cuts.map(String), null]
  return bounds.slice(1).map((to, n) => ({ table: table.name, n, column, from: bounds[n] ?? null, to }))
}

function cutsBetween(min: bigint, max: bigint, chunksWanted: number): bigint[] {
  const wanted = BigInt(Math.max(1, Math.ceil(chunksWanted)))
  let span = 1n
  while (span * wanted < max - min) span *= 2n
  const first = (min / span + (min >= 0n ? 1n : 0n)) * span
  const cuts: bigint[] = []
  for (let cut = first; cut <= max; cut += span) if (cut > min) cuts.push(cut)
  return cuts
}

/** The integer column by which a table may be cut: the first of its primary key, when its values are kept. */
export function cuttableColumn(table: Table, isKept: (column: string) => boolean): string | null {
  const [first] = table.primaryKey
  const column = table.columns.find(({ name }) => name === first)
  return column?.kind === 'integer' && isKept(column.name) ? column.name : null
}
