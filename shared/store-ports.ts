// Where a run's artifacts and records are kept, for ports.ts: interfaces only.

import type { RunFacts, RunIndex } from './audit/index/facts.ts'
import type { WrittenIndex } from './audit/index/verify-index.ts'
import type { PagePlace } from './audit/page/place.ts'
import type { StoredHere } from './audit/proof/chain.ts'
import type { Envelope } from './audit/proof/dsse.ts'
import type { Beside } from './audit/proof/verify-beside.ts'
import type { AuditRecord, EdgeCase } from './audit/record.ts'
import type { SharedExclusions } from './masking/digests/exclusions.ts'
import type { DigestKey, Originals } from './masking/digests/originals.ts'
import type { OriginalsKey } from './masking/digests/subkeys.ts'
import type { SharedPeople } from './masking/people/people-index.ts'
import type { PeopleShard } from './masking/people/people-shard.ts'
import type { RestoreReceipt, SnapshotReceipt, SurveyReceipt } from './masking/rows/receipt.ts'
import type { MaskedBytes } from './masking/rows/row-batch.ts'
import type { SnapshotReceipts } from './masking/rows/snapshot-receipts.ts'
import type { Plan } from './policy/plan.ts'
import type { ChunkRef } from './schema/chunk.ts'
import type { Pack } from './schema/packs.ts'
import type { KeptIndex, StoredIndex } from './verification/originals-index.ts'
import type { ScanReport } from './verification/scan.ts'

export interface PlanStore {
  write(plan: Plan): Promise<void>
  read(runId: string): Promise<Plan>
  /** Null when the run never got so far. */
  find(runId: string): Promise<Plan | null>
}

export interface ChunkStore {
  /** Stores one masked chunk, or those of a pack one after the other, whole or not at all. */
  write(runId: string, pack: Pack, bytes: AsyncIterable<MaskedBytes>): Promise<void>
  /** The same bytes. */
  read(runId: string, pack: Pack): AsyncIterable<MaskedBytes>
  /** Deletes the chunks of a run; receipts stay. */
  drop(runId: string): Promise<void>
}

export type SurveyOrSnapshot = 'survey' | 'snapshot'

export interface ReceiptStore {
  /** Receipts of one chunk, or of all of a pack. */
  writeSnapshot(runId: string, receipts: readonly [SnapshotReceipt, ...SnapshotReceipt[]]): Promise<void>
  writeSurveyed(runId: string, pack: Pack, receipt: SurveyReceipt): Promise<void>
  /** What the survey of a pack has left for later nights, null for nothing. */
  surveyed(runId: string, pack: Pack): Promise<SurveyReceipt | null>
  writeRestore(runId: string, receipts: readonly [RestoreReceipt, ...RestoreReceipt[]]): Promise<void>
  /** Whether a chunk, or a pack, was read, masked and stored. */
  isRead(runId: string, pack: Pack): Promise<boolean>
  /** The same, null when one of them was not written. */
  find(runId: string, pack: Pack): Promise<SnapshotReceipt[] | null>
  /**
   * Notes that the source holds the rows in it that it held when the generation was made that is brought forward: after the survey of its surveyed
   * chunks, after the snapshot of all.
   */
  writeUnchanged(runId: string, step: SurveyOrSnapshot, pack: Pack): Promise<void>
  isUnchanged(runId: string, step: SurveyOrSnapshot, pack: Pack): Promise<boolean>
  /** All of them. */
  unchanged(runId: string, step: SurveyOrSnapshot): Promise<(pack: Pack) => boolean>
  /** By which a later night knows the chunk's rows (row-marks.ts). */
  writeMarks(runId: string, chunk: ChunkRef, marks: Uint8Array): Promise<void>
  /** Reads them into memory, which they have to fill; throws RunFailedError when there are none, or others. */
  fillMarks(runId: string, chunk: ChunkRef, memory: Uint8Array): Promise<void>
  /** Takes over those of another run; throws RunFailedError when it left none. */
  reuseMarks(runId: string, from: string, chunk: ChunkRef): Promise<void>
  /** The receipts of a pack in its order; throws when they were not written. */
  snapshot(runId: string, pack: Pack): Promise<SnapshotReceipt[]>
  /** The receipts of a loaded pack, null when they were not written. */
  restored(runId: string, pack: Pack): Promise<readonly RestoreReceipt[] | null>
  /** Forgets which chunks were loaded: the shadow schema is made anew. */
  dropRestored(runId: string): Promise<void>
  /** All of a run, as they add up. */
  snapshots(runId: string): Promise<SnapshotReceipts>
  restores(runId: string): Promise<readonly RestoreReceipt[]>
}

/** What is only `counted` is not looked through for damage: whatever takes the digests does that. */
export type OriginalsReading = 'counted' | 'taken'

export interface OriginalsStore {
  /** Returns SHA-256, hex, of what it stored. */
  write(runId: string, step: SurveyOrSnapshot, pack: Pack, originals: readonly Originals[]): Promise<string>
  /** Both throw OtherKeyError when the digests were made with another key than the one they are to be compared under. */
  read(
    runId: string,
    step: SurveyOrSnapshot,
    key: DigestKey,
    reading?: OriginalsReading,
  ): AsyncIterable<readonly Originals[]>
  /** Takes over what another run left of the same pack; false, and nothing is taken, where that has gone or is not what has this SHA-256. */
  reuse(runId: string, from: string, step: SurveyOrSnapshot, pack: Pack, sha256: string): Promise<boolean>
  /** Takes over what another run left, of entries that are `wanted`: as digests that were not read here. Returns how many objects it was. */
  adopt(runId: string, from: string, key: DigestKey, wanted: (entry: Originals) => boolean): Promise<number>
  /** The survey's digests, null when no column was surveyed; `withOpeners` where texts are searched for them. What was merged has none. */
  exclusions(runId: string, key: DigestKey, withOpeners?: boolean): Promise<SharedExclusions | null>
  /** Gathers what the packs of a step wrote in few objects, from which it is read from then on. Returns of how many packs it was. */
  merge(runId: string, step: SurveyOrSnapshot): Promise<number>
  /** The key under which what was merged is digested, null when nothing was. Throws OtherKeyError when it is not one key. */
  mergedUnder(runId: string): Promise<DigestKey | null>
  /** What the leak check looks for, once for every function that searches. */
  writeIndex(runId: string, key: DigestKey | null, index: StoredIndex | KeptIndex): Promise<void>
  /** Null where nobody has written one: on one machine, which makes it in its memory. */
  index(runId: string, key: DigestKey): Promise<StoredIndex | null>
}

/** People of a run, until everything is masked: sealed at rest under a subkey of the key that digests originals. */
export interface PeopleStore {
  write(runId: string, chunk: ChunkRef, shard: PeopleShard, key: OriginalsKey): Promise<void>
  /** Those of these chunks; null for none. Throws RunFailedError when one cannot be opened, or when there are too many to look up. */
  index(runId: string, chunks: readonly ChunkRef[], key: OriginalsKey): Promise<SharedPeople | null>
  /** Deletes those of a run. */
  drop(runId: string): Promise<void>
}

/** What the check of all rows found, part by part. */
export interface ScanStore {
  write(runId: string, reports: readonly ScanReport[]): Promise<void>
  /** Those of these chunks, null where none was written; chunks of a pack cost one look. */
  find(runId: string, chunks: readonly ChunkRef[]): Promise<readonly (ScanReport | null)[]>
  list(runId: string): Promise<readonly ScanReport[]>
}

export interface CatalogueStore {
  write(runId: string, cases: readonly EdgeCase[]): Promise<void>
  read(runId: string): Promise<readonly EdgeCase[]>
}

export interface RecordStore {
  /** Throws RunFailedError unless a record of a run that begins now could be written. */
  prepare(startedAt: string): Promise<void>
  /** Where a record is about to stand, and the newest one before it that is published and of the same staging or dataset. */
  place(record: AuditRecord): Promise<PagePlace & { readonly path: string }>
  /** Writes the record and its page once; a second write of the same run id fails. */
  write(record: AuditRecord, page: string): Promise<string>
  /** Writes the signed statement about a record and its page beside them, once. `path`: as in its place. */
  writeEnvelope(path: string, envelope: Envelope): Promise<void>
  /** What stands beside a record, for whoever verifies it. */
  beside(path: string): Promise<Beside>
  /** The record written last, whatever it is of. */
  latest(): Promise<AuditRecord | null>
  /** The record of the newest night, published or not; null before the first. */
  latestNight(): Promise<AuditRecord | null>
  /** The record of the full run that staging serves by the records: the one published last, or the one that a rollback brought back. */
  latestPublished(): Promise<AuditRecord | null>
  /** The newest ones, until one that ended days before the first that `found` accepts; the one that began last comes first. */
  recent(found: (record: AuditRecord) => boolean): Promise<readonly AuditRecord[]>
  /** Digest of the record written last, which the next one names; also when that record has gone since. */
  head(): Promise<string | null>
  read(runId: string): Promise<AuditRecord>
  list(): Promise<readonly { readonly runId: string; readonly path: string }[]>
  /** The newest records in small, as their index notes them, of one just written as it is `told`; `anew` reads each of them again. */
  index(anew?: boolean, told?: RunFacts): Promise<RunIndex>
  /** The index as it is written: what it notes, and its page; null where there is none. */
  writtenIndex(): Promise<WrittenIndex>
  /** Writes the index and its page beside the records. */
  writeIndex(index: RunIndex, page: string): Promise<void>
  /** Every record as it is stored now, oldest path first; null where it cannot be read as JSON. */
  history(): AsyncIterable<StoredHere>
}
