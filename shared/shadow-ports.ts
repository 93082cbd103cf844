// What is loaded and verified unseen, for ports.ts: interfaces only.

import type { EdgeCase } from './audit/record.ts'
import type { AlteredRows } from './masking/rows/differing-rows.ts'
import type { ChunkChange } from './masking/rows/receipt.ts'
import type { MaskedBytes, RowBatch } from './masking/rows/row-batch.ts'
import type { CarriedRows } from './note-ports.ts'
import type { Seal } from './policy/generation.ts'
import type { Plan } from './policy/plan.ts'
import type { Frequencies, GroupSizes, RiskSet } from './policy/risk/risk-set.ts'
import type { KeepRows, Setting } from './policy/staging-own.ts'
import type { ChunkRef } from './schema/chunk.ts'
import type { ChunkRead } from './schema/chunk-read.ts'
import type { ForeignKey, KeyOfTable, Schema, Table } from './schema/schema.ts'

export interface Shadow {
  /**
   * Makes the schema anew and its tables: small ones with all their keys, others with their primary keys only. Then every program is tried.
   * All of it, or one part: several connections may make tables at once.
   */
  create(plan: Plan, part?: MadePart): Promise<void>
  /** Deletes the rows of a chunk: of a try that ended before its receipt was written. */
  clear(plan: Plan, chunk: ChunkRef): Promise<void>
  /** Loads one masked chunk and returns the rows that the server stored; a warning is an error. */
  load(plan: Plan, chunk: ChunkRef, bytes: AsyncIterable<MaskedBytes>): Promise<number>
  /** The same of several chunks, one after another: the rows of each as they are stored. What was loaded before a load that fails stays. */
  loadEach(plan: Plan, loads: readonly ChunkLoad[]): AsyncGenerator<number, void, undefined>
  /**
   * Makes a chunk of a compared table hold just the rows that `read` gives, once or twice: rows that differ or are missing are written,
   * rows too many are deleted. A warning is an error.
   */
  bring(plan: Plan, chunk: ChunkRef, read: () => AsyncIterable<MaskedBytes>): Promise<ChunkChange>
  /** Writes the rows that `read` gives over those of their keys, and deletes others by theirs; the rest of a compared chunk stays. */
  alter(plan: Plan, chunk: ChunkRef, rows: AlteredRows, read: () => AsyncIterable<MaskedBytes>): Promise<void>
  /** Secondary indexes of one table, in one ALTER; a compared table has them, and gets its counter as production has it. */
  buildIndexes(plan: Plan, table: string): Promise<void>
  /** Foreign keys of all tables, once every row is there. */
  addForeignKeys(plan: Plan): Promise<void>
  /**
   * Stores what `work` inserts and the catalogue that it returns, the table `nightmask_edge_cases` in which testers look a case up by
   * name: all at once or nothing. A run that has done so does it no more. Tables without transactions keep what they are given, so
   * their rows come first and one by one, and a second try over them fails.
   */
  seed(plan: Plan, work: (insert: InsertSeed, own: OwnRows) => Promise<readonly EdgeCase[]>): Promise<void>
  /** All rows of a shadow table, or of a chunk of it. */
  read(plan: Plan, table: Table, columns: readonly string[], chunk: ChunkRef): AsyncIterable<RowBatch>
  /** The same of several chunks, one after another in the order given: each has to be read once, to its end. */
  readEach(plan: Plan, reads: readonly ChunkRead[]): readonly AsyncIterable<RowBatch>[]
  count(plan: Plan, table: string): Promise<number>
  /** How many different values a column has; counting ends at `atMost`. */
  countDistinct(plan: Plan, table: string, column: string, atMost: number): Promise<number>
  /** How many people stand in how small a group by what a set of columns tells; null where it took more than so many seconds. */
  groupSizes(plan: Plan, set: RiskSet, seconds: number): Promise<GroupSizes | null>
  /** How well counting alone tells the values of a column apart; null where it took more than so many seconds. */
  frequencies(plan: Plan, table: string, column: string, seconds: number): Promise<Frequencies | null>
  /** Smallest and largest value of an integer key column as text, null when empty. */
  keyRange(plan: Plan, table: string, column: string): Promise<{ readonly min: string; readonly max: string } | null>
  /** Values of a few cells as text, for seeding existing keys: at most `limit` rows in key order. */
  sample(
    plan: Plan,
    table: string,
    columns: readonly string[],
    limit: number,
  ): Promise<readonly (readonly (string | null)[])[]>
  /** What the shadow schema holds, as introspected. */
  introspect(plan: Plan): Promise<Schema>
  /** Whether a row has this key; values as `sample` gives them. */
  holdsRow(plan: Plan, table: string, key: Readonly<Record<string, string>>): Promise<boolean>
  /** Rows whose foreign key finds no referenced row; of a chunk, or of the whole table. */
  countOrphans(plan: Plan, table: string, key: ForeignKey, chunk?: ChunkRef): Promise<number>
  /** The same of rows with one integer for their key, by these. */
  countOrphansOf(plan: Plan, table: string, key: ForeignKey, rows: readonly string[]): Promise<number>
  /** The same of whole tables, for each key. */
  countAllOrphans(plan: Plan, keys: readonly KeyOfTable[]): Promise<readonly number[]>
  /**
   * Every table as it is now. Waits out a second in which rows of a large table changed: a change in its rest would not show. `early` is told at
   * once which tables are sealed already.
   */
  seal(plan: Plan, early?: (tables: ReadonlySet<string>) => void): Promise<Seal>
  /** Throws RefusedError, which names the tables, unless every table is as it was sealed. */
  confirmSealed(plan: Plan, seal: Seal): Promise<void>
  /** A scratch table for canaries: made, filled and dropped again by verify. */
  plantCanaries(plan: Plan, rows: readonly CanaryRow[]): Promise<Table>
  dropCanaries(plan: Plan): Promise<void>
  drop(plan: Plan): Promise<void>
}

/** The empty schema, one share of the tables, or the programs, tried. */
export type MadePart = 'schema' | { readonly share: number; readonly of: number } | 'programs'

/** A chunk, and its masked bytes. */
export interface ChunkLoad {
  readonly chunk: ChunkRef
  readonly bytes: () => AsyncIterable<MaskedBytes>
}

/**
 * Stores rows of one table, or none of them and tells why the server refuses them: nothing is cut to fit. Values are text: as one would
 * write it for text, JSON, numbers, times and labels of ENUM and SET; hex digits for binary, BIT and VECTOR columns; WKT for spatial ones.
 */
export type InsertSeed = (
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
) => Promise<string | null>

/** Staging's own in the shadow schema, in the transaction of what is seeded. */
export interface OwnRows {
  /** Takes rows over from what staging serves; before anything is inserted. Throws RefusedError where they clash or lack what they refer to. */
  carry(entries: readonly KeepRows[]): Promise<readonly CarriedRows[]>
  apply(setting: Setting): Promise<AppliedSetting>
}

export interface AppliedSetting {
  /** That it met. */
  readonly rows: number
  /** Whether it, or a part of it, met none. */
  readonly missed: boolean
  readonly deleted: number
}

export interface CanaryRow {
  readonly id: number
  readonly text?: string
  readonly json?: string
  readonly bytes?: Uint8Array
  readonly number?: string
  readonly apart?: readonly [string, string]
}
