import type { ChunkRef } from '../schema/chunk.ts'
import type { Subset } from './subset.ts'

/** One chunk for every table that is copied, also for those without rows: their indexes and receipts hang on it. */
export function subsetChunks(subset: Subset, tables: readonly string[]): ChunkRef[] {
  const keys = new Map(subset.tables.map((table) => [table.table, table.keys.size]))
  return tables.map((table) => ({ table, n: 0, column: null, from: null, to: null, keys: keys.get(table) ?? 0 }))
}
