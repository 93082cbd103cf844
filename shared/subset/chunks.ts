import { type ChunkRef, wholeTable } from '../schema/chunk.ts'

/**
 * One chunk for every table that is copied, also for those without rows: their indexes and receipts hang on it. In the shadow
 * schema the chunk is the whole table.
 */
export function subsetChunks(tables: readonly string[]): ChunkRef[] {
  return tables.map((table) => ({ ...wholeTable(table), byKeys: true }))
}
