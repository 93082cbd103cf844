import type { ChunkRef } from './chunk.ts'
import { appendsOnly } from './engine.ts'
import { type KeySpace, keySpaceOf } from './key-space.ts'
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
  const space = spaceOf(table, column)
  if (!space || !range || table.rowsEstimate <= rowsPerChunk) return whole
  const [min, max] = [space.numberOf(range.min), space.numberOf(range.max)]
  if (min === null || max === null) return whole
  const cuts = cutsBetween(min, max, table.rowsEstimate / rowsPerChunk)
  if (cuts.length === 0) return whole
  const bounds = [null, ...cuts.map(space.boundOf), null]
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

/** The column by which a table may be cut: the first of its primary key, when it holds integers or UUIDs and they are kept. */
export function cuttableColumn(table: Table, isKept: (column: string) => boolean): string | null {
  const [first = null] = table.primaryKey
  return first !== null && isKept(first) && spaceOf(table, first) ? first : null
}

/** The same, of integers only: seeded rows lie beyond its last value. */
export function countingColumn(table: Table, isKept: (column: string) => boolean): string | null {
  const name = cuttableColumn(table, isKept)
  return table.columns.some((column) => column.name === name && column.kind === 'integer') ? name : null
}

function spaceOf(table: Table, name: string | null): KeySpace | null {
  const column = table.columns.find((candidate) => candidate.name === name)
  return column && !appendsOnly(table.engine) ? keySpaceOf(column) : null
}
