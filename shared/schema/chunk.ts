/**
 * A primary-key range of one table, from a bound to the next. A bound holds values of the first columns of the key, one or more: all rows
 * whose key begins with them, or with what sorts after them, lie behind it. JSON-safe.
 */
export interface ChunkRef {
  readonly table: string
  /** 0-based within the table; also the name of its artifacts. */
  readonly n: number
  /** The columns that bounds name, in key order; empty when the table is one chunk. */
  readonly columns: readonly string[]
  /** Where the chunk begins, inclusive; null is the open end. */
  readonly from: KeyBound | null
  /** Where the next one begins, exclusive. */
  readonly to: KeyBound | null
  /** In a dataset: the chunk's rows are those whose keys the run holds in memory, and nowhere else; see subset/key-list.ts. */
  readonly byKeys?: true
  /** The number of its pack; absent where it is by itself. See packs.ts. */
  readonly pack?: number
}

/** Whether a stored chunk has this shape: an earlier version cut tables by another. */
export function isChunkRef(stored: unknown): stored is ChunkRef {
  const { table, n, columns, from, to, pack = 0 } = (stored ?? {}) as Partial<Record<keyof ChunkRef, unknown>>
  const isNumber = (value: unknown) => Number.isInteger(value) && Number(value) >= 0
  const isBound = (bound: unknown) => bound === null || (areTexts(bound) && bound.length > 0)
  return typeof table === 'string' && isNumber(n) && isNumber(pack) && areTexts(columns) && isBound(from) && isBound(to)
}

/** Whether these are a table's chunks in their order, each beginning where the one before ends: no key lies outside all of them. */
export function areWholeTable(chunks: readonly ChunkRef[], columns: readonly string[]): boolean {
  const isNext = ({ n, from, columns: by }: ChunkRef, at: number) =>
    n === at && isSame(from, chunks[at - 1]?.to ?? null) && (isSame(by, columns) || chunks.length === 1)
  return (
    chunks.length > 0 &&
    chunks.every(isNext) &&
    chunks.every(({ to }, at) => (to === null) === (at === chunks.length - 1))
  )
}

function isSame(a: readonly string[] | null, b: readonly string[] | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

/** A range of a key that is no chunk yet. */
export type KeyRange = Pick<ChunkRef, 'from' | 'to'>

/** From one value of a column to the next; null is the open end. */
export interface KeyCut {
  readonly from: string | null
  readonly to: string | null
}

/** The rows with these values in the first columns, and between two in the column after them. */
export interface KeySlice extends KeyCut {
  readonly fixed: KeyBound
}

export interface KeyEnds {
  readonly first: KeyBound
  readonly last: KeyBound
}

/** Values in the forms of key-values.ts. */
export type KeyBound = readonly string[]

/** A table as one chunk. */
export function wholeTable(table: string): ChunkRef {
  return { table, n: 0, columns: [], from: null, to: null }
}
