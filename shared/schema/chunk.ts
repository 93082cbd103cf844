/** A primary-key range of one table. Bounds are integers or UUIDs as text (see key-space.ts), computed and not read; null is the open end. JSON-safe. */
export interface ChunkRef {
  readonly table: string
  /** 0-based within the table; also the name of its artifacts. */
  readonly n: number
  /** The column that is cut, null when the table is one chunk. */
  readonly column: string | null
  /** First key value of the chunk, inclusive. */
  readonly from: string | null
  /** First key value after the chunk, exclusive. */
  readonly to: string | null
  /** In a dataset: the chunk's rows are those whose keys the run holds in memory, and nowhere else; see subset/key-list.ts. */
  readonly byKeys?: true
}
