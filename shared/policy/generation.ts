import type { ServerIdentity } from './plan.ts'

/** What staging holds at one moment: read from its markers and its schemas, never remembered. */
export interface StagingState {
  /** The run whose generation serves, null when nightmask has published none there. */
  readonly runId: string | null
  /** Everything that the generation's marker lists is there, and nothing waits to be made. */
  readonly whole: boolean
  /** What the marker lists and is not there, such as `table orders` and `trigger stamp`. */
  readonly missing: readonly string[]
  /** The generation before, which rollback brings back; null when there is none. */
  readonly previous: { readonly runId: string; readonly schema: string } | null
}

/** The same with who staging is. */
export interface Serving extends StagingState {
  readonly staging: ServerIdentity
}

/** A generation that serves no more and that rollback does not need: what a night by changes brings forward. */
export interface Spare {
  readonly runId: string
  readonly schema: string
  /** Its tables as they are now: held against the seal of its run, they tell whether anybody has touched them since. */
  readonly seal: Seal
}

/** What a night has to know of them to choose how staging is filled. */
export interface Generations {
  /** The run that staging serves, null for none. */
  readonly serves: string | null
  readonly spare: Spare | null
}

/** A shadow schema as it was when it was complete, in a form that changes when anybody touches it. */
export interface Seal {
  /** When the server was started, in seconds since 1970: what it knows of last changes, it knows since then. */
  readonly serverStart: number
  readonly tables: readonly SealedTable[]
}

export interface SealedTable {
  readonly table: string
  /** SHA-256 of its definition, without the counter of AUTO_INCREMENT. */
  readonly definition: string
  /** When the table was made and its rows changed last, as the server tells it to the second; null for not since it was made or read in. */
  readonly createdAt: string | null
  readonly changedAt: string | null
  /** False when rows had changed in the very second of the seal: a change in its rest would not show by the time, and the rows have to tell. */
  readonly settled: boolean
  readonly empty: boolean
  /** The server's checksum over all rows; null for large tables. */
  readonly checksum: string | null
}

export interface Publication {
  readonly runId: string
  readonly tables: number
  /** Schema that holds the generation that was live before, null at the first publish. */
  readonly previousSchema: string | null
  /** Run of that generation, null at the first publish. */
  readonly previousRunId: string | null
  readonly attempts: number
}

/** Of two readings of when a server was started, in seconds since 1970; each counts whole seconds of two clocks. */
export function isSameStart(a: number, b: number): boolean {
  return Math.abs(a - b) <= 2
}

/**
 * Whether a table holds the rows that it had when it was sealed, as its times tell or else its checksum; false where nothing tells. A table
 * that was moved since counts as made anew on some servers, so that time says nothing.
 */
export function hasSealedRows(sealed: SealedTable, now: SealedTable, sameStart: boolean): boolean {
  if (now.empty !== sealed.empty) return false
  if (sameStart && sealed.settled && now.changedAt === sealed.changedAt) return true
  return sealed.checksum !== null && now.checksum === sealed.checksum
}
