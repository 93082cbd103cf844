import type { RowBatch } from '../masking/rows/row-batch.ts'
import type { Column } from '../schema/schema.ts'
import type { Keys } from './key-set.ts'

/** The source as the closure sees it: indexed key lookups within one snapshot. */
export interface KeyLookup {
  /** Whether an index begins with these columns, in any order. */
  isIndexed(table: string, columns: readonly string[]): boolean
  /** Smallest and largest value of an integer key column as text, null when the table is empty. */
  keyRange(table: string, column: string): Promise<{ readonly min: string; readonly max: string } | null>
  /** Rows whose columns `by` equal one of the keys, over an index, each row once per call or, with `limitPerKey`, per key. */
  find(request: FindRows): AsyncIterable<RowBatch>
  /** Whether the server would read a whole table or index to find the rows that match. */
  readsAll(table: string, where: string | null): Promise<boolean>
  /** Keys of the rows that match a condition, all or the first or last in key order. */
  scan(request: ScanKeys): AsyncIterable<RowBatch>
}

export interface FindRows {
  readonly table: string
  readonly by: readonly string[]
  /** Conditions that hold for every row wanted. */
  readonly when: readonly Condition[]
  /** SQL condition of the configuration, or null. */
  readonly where: string | null
  readonly keys: Keys
  /** The keys wanted: those at [from, to). */
  readonly from: number
  readonly to: number
  /** The columns that the key's cells were read from, one for each of `by`: their type says what the bytes mean. */
  readonly types: readonly Column[]
  readonly cells: readonly Cell[]
  /** The first rows in `order` of each key, null for all. */
  readonly limitPerKey: number | null
  /** Columns that put the rows of one key in order. */
  readonly order: readonly string[]
}

export interface ScanKeys {
  readonly table: string
  readonly columns: readonly string[]
  readonly where: string | null
  /** Null when every key is wanted, in any order. */
  readonly take: { readonly from: 'first' | 'last'; readonly limit: number } | null
}

/** A column's value, or with `equals` whether it has that value: `1`, `0` or NULL. */
export type Cell = { readonly column: string; readonly equals: string | null }

export interface Condition {
  readonly column: string
  readonly equals: string
}
