/** A dataset as asked for: rows of one table, and how far around them to go. */
export interface DatasetRequest {
  readonly from: string
  /** SQL condition on `from`, checked by `conditionProblem`; it runs on the read-only source connection only. */
  readonly where: string | null
  /** At most so many rows of `from`. */
  readonly limit: number | null
  /** Share of the rows of `from`, above 0 and up to 100; by hash only. */
  readonly percent: number | null
  /** Which rows `limit` takes: by a keyed hash of the key, or the first or last in key order. */
  readonly sample: 'hash' | 'first' | 'last'
  /** Another seed, another sample by hash; the same seed, the same rows. */
  readonly sampleSeed: number
  readonly children: 'none' | 'all' | readonly ChildChoice[]
  /** How many levels of children below the rows asked for, unless a choice says otherwise. */
  readonly depth: number
  readonly references: readonly VirtualReference[]
  /** Whether a dataset without a single row is published all the same. */
  readonly allowEmpty: boolean
  /** Tables whose rows stay behind: nothing is looked up in them. */
  readonly skippedTables: readonly string[]
}

/** Rows of `table` that refer to rows of the dataset are to come along. */
export interface ChildChoice {
  readonly table: string
  /** Only the reference over these columns, null for every reference of the table. */
  readonly columns: readonly string[] | null
  readonly depth: number | null
  /** At most so many children of one row, the first in key order. */
  readonly limit: number | null
  /** Children of every row, also of those that are there only because others need them; then no depth counts. */
  readonly ofNeeded: boolean
}

/** A reference that the schema does not declare. With `when` it holds only for rows whose columns have these values. */
export interface VirtualReference {
  readonly table: string
  readonly columns: readonly string[]
  readonly references: string
  readonly referencedColumns: readonly string[]
  readonly when: Readonly<Record<string, string>>
}

export interface SubsetLimits {
  /** Rows of the whole dataset. */
  readonly maxRows: number
  /** Time to find them. */
  readonly maxSeconds: number
  /** Milliseconds of a clock that only goes on. */
  now(): number
}
