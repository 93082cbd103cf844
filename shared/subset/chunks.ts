import type { ChunkRef } from '../schema/chunk.ts'

/**
 * One chunk for every table that is copied, also for those without rows: their indexes and receipts hang on it. In the shadow
 * schema the chunk is the whole table.
 */
export function subsetChunks(tables: readonly string[]): ChunkRef[] {
  return tables.map((table) => ({ table, n: 0, column: null, from: null, to: null, byKeys: true }))
}
