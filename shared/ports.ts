// The outside world on one page: interfaces only. A step names the ports it may touch; that is its permission.

import type { Signer } from './audit/proof/signature.ts'
import type { EdgeCase } from './audit/record.ts'
import type { OriginalsKey, PseudonymKey } from './masking/digests/subkeys.ts'
import type { MaskedBytes, RowBatch } from './masking/rows/row-batch.ts'
import type { CollationFold } from './masking/text/collation-fold.ts'
import type { Publication, Seal, Serving, StagingState } from './policy/generation.ts'
import type { Plan, ServerIdentity } from './policy/plan.ts'
import type { Frequencies, GroupSizes, RiskSet } from './policy/risk/risk-set.ts'
import type { KeepRows, Setting } from './policy/staging-own.ts'
import type { ChunkRef, KeyCut, KeyEnds, KeyRange, KeySlice } from './schema/chunk.ts'
import type { Column, ForeignKey, Schema, Table } from './schema/schema.ts'
import type { SourceWrites } from './schema/source-writes.ts'
import type {
  CarriedRows,
  CatalogueStore,
  ChunkStore,
  NoteStore,
  OriginalsStore,
  PeopleStore,
  PlanStore,
  ReceiptStore,
  RecordStore,
} from './store-ports.ts'
import type { ScanPart, ScanReport, SharedIndex } from './verification/scan.ts'

export type { Publication, Seal, SealedTable, Serving, StagingState } from './policy/generation.ts'
export type { Frequencies, GroupSizes } from './policy/risk/risk-set.ts'
export type {
  CarriedRows,
  CatalogueStore,
  ChunkStore,
  MigrationNote,
  NoteStore,
  OriginalsReading,
  OriginalsStore,
  OwnNote,
  PeopleStore,
  PlanStore,
  ReceiptStore,
  RecordStore,
  RunNotes,
} from './store-ports.ts'

export interface Ports {
  readonly clock: Clock
  /** The database that is read. It has no method that writes. */
  readonly source: Source
  /** The pseudonym key: subkeys only. Of what masks, and nobody else. */
  readonly key: PseudonymKey
  /** Digests originals, and makes no pseudonym. */
  readonly originalsKey: OriginalsKey
  /** Signs audit records, and does nothing else. */
  readonly signer: Signer
  /** Loaded and verified unseen. */
  readonly shadow: Shadow
  /** What testers use; only publish and rollback change it. */
  readonly live: Live
  /** What staging serves meanwhile, read only. */
  readonly served: Served
  readonly plans: PlanStore
  readonly chunks: ChunkStore
  readonly receipts: ReceiptStore
  readonly originals: OriginalsStore
  readonly people: PeopleStore
  readonly catalogue: CatalogueStore
  readonly notes: NoteStore
  readonly records: RecordStore
  /** The leak check, spread over what this machine has. */
  readonly scanner: Scanner
}

export interface Clock {
  now(): Date
}

export interface Source {
  identity(): Promise<ServerIdentity>
  introspect(): Promise<Schema>
  /** First and last key of a range, as bounds hold them; null where no row is. */
  keyEnds(table: Table, columns: readonly Column[], range: KeyRange): Promise<KeyEnds | null>
  /** About how many rows lie in each slice, as the primary key's own pages tell: nothing is counted. */
  estimateRows(table: Table, columns: readonly Column[], slices: readonly KeySlice[]): Promise<readonly number[]>
  /** Text values of a key column in its order, one of those that it tells not apart. */
  sortTexts(column: Column, texts: readonly string[]): Promise<readonly string[]>
  /** Of the texts those between two others (null: open ends), each behind the one before: a collation may sort two letters as one. */
  inOrder(column: Column, texts: readonly string[], between: KeyCut): Promise<readonly string[]>
  /** Rows of one chunk in primary-key order, columns in the order given, in the loadable form of each type. */
  read(table: Table, columns: readonly string[], chunk: ChunkRef): AsyncIterable<RowBatch>
  /** COUNT(*) of the chunk in the same snapshot. */
  count(table: Table, chunk: ChunkRef): Promise<number>
  /** Rows of the chunk whose foreign key finds no referenced row, in the same snapshot. */
  countOrphans(table: Table, key: ForeignKey, chunk: ChunkRef): Promise<number>
  /** Gives up the locks on definitions that reads and counts since have left, where the server can: after each chunk. */
  letGo(): Promise<void>
  /** What the server tells of writes to its tables: the same twice when nobody wrote in between. */
  writes(): Promise<SourceWrites>
  /** How a collation compares; see CollationFold. */
  collationFold(collation: string): Promise<CollationFold>
}

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
  /** Secondary indexes of one table, in one ALTER. */
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
  /** Every table as it is now. Waits out a second in which rows changed: a change in its rest would not show. */
  seal(plan: Plan): Promise<Seal>
  /** Throws RefusedError, which names the tables, unless every table is as it was sealed. */
  confirmSealed(plan: Plan, seal: Seal): Promise<void>
  /** A scratch table for canaries: made, filled and dropped again by verify. */
  plantCanaries(plan: Plan, rows: readonly CanaryRow[]): Promise<Table>
  dropCanaries(plan: Plan): Promise<void>
  drop(plan: Plan): Promise<void>
}

/** The empty schema, one share of the tables, or the programs, tried. */
export type MadePart = 'schema' | { readonly share: number; readonly of: number } | 'programs'

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

export interface Live {
  /** Who staging is, after it has proved that it is staging and not the source. Throws UnsafeTargetError. Writes nothing. */
  prove(source: ServerIdentity, keepTables: readonly string[]): Promise<ServerIdentity>
  /** Takes a proven staging for one run, makes a swap whole that was cut short, drops shadows of runs that are gone. RunFailedError while another works. */
  claim(runId: string): Promise<StagingState>
  /** Of these tables, those that it has. Writes nothing. */
  has(tables: readonly string[]): Promise<readonly string[]>
  /** `insert` where the server's local_infile is off. */
  loadMethod(): Promise<Plan['loadMethod']>
  /** One atomic swap. Throws before it when another run took staging over, or the shadow schema is not what was sealed. */
  publish(plan: Plan, seal: Seal): Promise<Publication>
  /** The previous generation again. */
  rollback(): Promise<Publication>
  /** Who staging is and what it holds now, as it was read. It changes nothing and proves nothing. */
  serves(): Promise<Serving>
  /** Looks once more that nothing is half-done and gives the claim back; one that another run holds stays. */
  release(runId: string): Promise<void>
}

/** The generation that staging serves until the next one is published. */
export interface Served {
  /** The run that published it, null where nightmask published nothing yet. */
  runId(plan: Plan): Promise<string | null>
  introspect(plan: Plan): Promise<Schema>
  /** Columns of a table that it has, in any order of rows. */
  readTable(plan: Plan, table: Table, columns: readonly Column[]): AsyncIterable<RowBatch>
  /** One column of a table of the plan, in any order; nothing where it is not there. */
  read(plan: Plan, table: string, column: string): AsyncIterable<RowBatch>
}

export interface Scanner {
  /** Reports in any order; fails when one part fails. Uses connections of its own: verify asks the shadow meanwhile. */
  scan(index: SharedIndex, parts: readonly ScanPart[]): Promise<readonly ScanReport[]>
  /** Rows of the shadow table whose foreign key finds no referenced row. */
  countOrphans(plan: Plan, table: string, key: ForeignKey): Promise<number>
}

/** What a step of a chunk reports back: small, JSON, never rows. */
export interface StepReport {
  readonly rows: number
  readonly bytes: number
}
