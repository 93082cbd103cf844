// The outside world on one page: interfaces only. A step names the ports it may touch; that is its permission.

import type { Signer } from './audit/proof/signature.ts'
import type { OriginalsKey, PseudonymKey } from './masking/digests/subkeys.ts'
import type { RowBatch } from './masking/rows/row-batch.ts'
import type { CollationFold } from './masking/text/collation-fold.ts'
import type { NoteStore } from './note-ports.ts'
import type { Generations, Publication, Seal, Serving, StagingState } from './policy/generation.ts'
import type { Plan, ServerIdentity } from './policy/plan.ts'
import type { ChunkRef, KeyCut, KeyEnds, KeyRange, KeySlice } from './schema/chunk.ts'
import type { ChunkRead, TableChunk } from './schema/chunk-read.ts'
import type { Column, ForeignKey, KeyOfTable, Schema, Table } from './schema/schema.ts'
import type { SourceWrites } from './schema/source-writes.ts'
import type { Shadow } from './shadow-ports.ts'
import type {
  CatalogueStore,
  ChunkStore,
  OriginalsStore,
  PeopleStore,
  PlanStore,
  ReceiptStore,
  RecordStore,
  ScanStore,
} from './store-ports.ts'
import type { ScanPart, ScanReport, SharedIndex } from './verification/scan.ts'

export type { ChunkChange } from './masking/rows/receipt.ts'
export type {
  CarriedRows,
  MigrationNote,
  NoteStore,
  OwnNote,
  RunNotes,
} from './note-ports.ts'
export type { Generations, Publication, Seal, SealedTable, Serving, Spare, StagingState } from './policy/generation.ts'
export type { Frequencies, GroupSizes } from './policy/risk/risk-set.ts'
export type {
  AppliedSetting,
  CanaryRow,
  ChunkLoad,
  InsertSeed,
  MadePart,
  OwnRows,
  Shadow,
} from './shadow-ports.ts'
export type {
  CatalogueStore,
  ChunkStore,
  OriginalsReading,
  OriginalsStore,
  PeopleStore,
  PlanStore,
  ReceiptStore,
  RecordStore,
  ScanStore,
  SurveyOrSnapshot,
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
  readonly scans: ScanStore
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
  /** The same of several chunks, one after another in the order given: each has to be read once, to its end. Small ones are asked for together. */
  readEach(reads: readonly ChunkRead[]): readonly AsyncIterable<RowBatch>[]
  /** COUNT(*) of each chunk in the same snapshot. */
  counts(chunks: readonly TableChunk[]): Promise<readonly number[]>
  /** Rows of the chunk whose foreign key finds no referenced row, in the same snapshot. */
  countOrphans(table: Table, key: ForeignKey, chunk: ChunkRef): Promise<number>
  /** Gives up the locks on definitions that reads and counts since have left, where the server can: after each chunk. */
  letGo(): Promise<void>
  /** What the server tells of writes to its tables: the same twice when nobody wrote in between. */
  writes(): Promise<SourceWrites>
  /** How a collation compares; see CollationFold. */
  collationFold(collation: string): Promise<CollationFold>
}

export interface Live {
  /** Who staging is, after it has proved that it is staging and not the source. Throws UnsafeTargetError. Writes nothing. */
  prove(source: ServerIdentity, keepTables: readonly string[]): Promise<ServerIdentity>
  /** Takes a proven staging for one run, makes a swap whole that was cut short, drops shadows of runs that are gone. RunFailedError while another works. */
  claim(runId: string): Promise<StagingState>
  /** Of these tables, those that it has. Writes nothing. */
  has(tables: readonly string[]): Promise<readonly string[]>
  /** What it serves, and the generation that could be brought forward. Writes nothing. */
  generations(): Promise<Generations>
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
  /**
   * Reports in any order; fails when one part fails. Uses connections of its own: verify asks the shadow meanwhile. Parts that were searched
   * before need no index, and are read while it is made.
   */
  scan(index: Promise<SharedIndex>, parts: readonly ScanPart[]): Promise<readonly ScanReport[]>
  /** Rows of shadow tables whose foreign key finds no referenced row, for each key. */
  countOrphans(plan: Plan, keys: readonly OrphanQuestion[]): Promise<readonly number[]>
}

/** `among`: the key has no orphan in any other row than these, so that whoever counts in all rows finds the same. */
export interface OrphanQuestion extends KeyOfTable {
  readonly among?: readonly WrittenRows[]
}

/** Rows of a chunk: those that its stored chunk holds, by their keys, or all. */
export interface WrittenRows {
  readonly chunk: ChunkRef
  readonly only: 'stored' | 'all'
}

/** What a step of a chunk reports back: small, JSON, never rows. */
export interface StepReport {
  readonly rows: number
  readonly bytes: number
}
