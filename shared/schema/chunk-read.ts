import type { ChunkRef } from './chunk.ts'
import type { Table } from './schema.ts'

/** A chunk and the table that it is of. */
export interface TableChunk {
  readonly table: Table
  readonly chunk: ChunkRef
}

/** A chunk, and the columns that are read of it. */
export interface ChunkRead extends TableChunk {
  readonly columns: readonly string[]
}
