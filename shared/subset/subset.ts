import type { KeyList } from './key-list.ts'

/** A closed part of the source: which rows, and why. The keys stay in memory. */
export interface Subset {
  /** How the rows asked for were chosen. */
  readonly asked: string
  /** Tables with rows, in the order of the schema. */
  readonly tables: readonly SubsetTable[]
  /** Foreign keys that lead out of what is copied. */
  readonly outside: readonly string[]
  /** What was asked for and brought nothing, one sentence each. */
  readonly idle: readonly string[]
  /** References of rows of the dataset that find no row in the source either. */
  readonly dangling: readonly Dangling[]
  readonly seconds: number
}

export interface SubsetTable {
  readonly table: string
  readonly keys: KeyList
  readonly rows: number
  /** Rows by the first reason for which they were taken: `asked for`, `child by …`, `needed by …`. */
  readonly reasons: readonly { readonly why: string; readonly rows: number }[]
}

export interface Dangling {
  /** The references, such as `orders.user_id → users.id`. */
  readonly references: readonly string[]
  /** Distinct keys without a row. */
  readonly keys: number
}
