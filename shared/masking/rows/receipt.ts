import type { ChunkRef } from '../../schema/chunk.ts'
import type { StoredProfile, ValueProfile } from '../digests/value-profile.ts'
import type { PartCounts } from '../redact/part-counts.ts'

/** The proof that one chunk was read and masked. Stored as receipts/snapshot/<table hash>/<n>.json. */
export interface SnapshotReceipt {
  readonly chunk: ChunkRef
  /** Rows received, and rows that COUNT(*) saw in the same snapshot. */
  readonly rowsRead: number
  readonly rowsCounted: number
  /** Size of the masked chunk, and its SHA-256 in hex. */
  readonly bytes: number
  readonly sha256: string
  /** SHA-256, hex, of what has to read the same once it is stored (see masking/rows/stable-columns.ts); of the raw rows where all is kept. */
  readonly stableSha256: string
  /** Of the rows as the source sent them (rows-mac.ts); absent where no later night may need it. */
  readonly sourceMac?: string
  /** SHA-256, hex, of the real values that its pack has left as they are stored; in the receipt of the pack's first chunk. */
  readonly originalsSha256?: string
  /** Digest of the chunks whose real values none of its fakes may equal; absent where they may, and where no later night may ask. */
  readonly avoided?: string
  /** What an earlier night left of the chunk was not as that night had sealed it; absent for no. */
  readonly altered?: true
  /** By which a later night knows that nobody has altered the receipt (steps/seals.ts); absent where none may ask. */
  readonly seal?: string
  /** Of a chunk whose rows stayed as an earlier night left them: the run that masked it. */
  readonly maskedBy?: string
  /** Of a chunk of which only rows were stored that differ from an earlier night's: that night, and how many rows stayed as it left them. */
  readonly stayed?: { readonly by: string; readonly rows: number }
  /** Beside these, the keys of rows that are there no more; absent for none. */
  readonly removed?: readonly number[]
  /** SHA-256, hex, of what a later night knows single rows by (row-marks.ts); absent where nothing was kept of them. */
  readonly marksSha256?: string
  /** Value of the first key column in the last row, null unless it is an integer that is kept: rows seeded later lie beyond. */
  readonly lastKey: string | null
  /** Rows of the chunk, by foreign key, whose referenced row the source does not have either; where staging alone would not prove it. */
  readonly orphans?: Readonly<Record<string, number>>
  /** Public name of the pseudonym key under which it was masked; absent in receipts of earlier versions. */
  readonly keyId?: string
  /** The same of the key under which its real values were digested. */
  readonly originalsId?: string
  /** One entry per masked column (every rule but keep). */
  readonly columns: readonly ColumnReceipt[]
  readonly milliseconds: number
}

/** What the survey of a pack has left, for a later night: its real values, as they are stored, and a seal over this. */
export interface SurveyReceipt {
  readonly originalsSha256: string
  /** What an earlier night left of it was not as that night had sealed it; absent for no. */
  readonly altered?: true
  readonly seal: string
}

export interface ColumnReceipt {
  readonly column: string
  readonly masked: number
  /** NULLs that stayed NULL. */
  readonly nulls: number
  /** Cells that the rule left as they are; absent for none. */
  readonly kept?: number
  /** Fakes drawn again because they equalled a real value. */
  readonly redrawn: number
  /** Fakes that hold a real value all the same, after all other draws; absent in receipts of earlier versions. */
  readonly coincided?: number
  /** Cells that a rule which draws from the value left as they were, by chance; absent in receipts of earlier versions. */
  readonly unchanged?: number
  /** HyperLogLog sketches (see masking/digests/distinct.ts), base64: mergeable over chunks. */
  readonly distinctBefore: string
  readonly distinctAfter: string
  /** What masked cells look like before and after; absent in receipts of earlier versions. */
  readonly before?: StoredProfile
  readonly after?: StoredProfile
  /** Of a rule by row, for each branch in the plan's order: rows for which it was meant, and cells that it masked. */
  readonly branches?: readonly BranchReceipt[]
  /** Of texts that are kept but for what is somebody's: how many parts of each kind were replaced. */
  readonly parts?: PartCounts
  /** Of a rule that reaches inside values. */
  readonly inside?: InsideReceipt
}

export function profilesOf(before: ValueProfile, after: ValueProfile) {
  const distinct = { distinctBefore: before.distinct(), distinctAfter: after.distinct() }
  return { ...distinct, before: before.stored(), after: after.stored() }
}

export interface BranchReceipt {
  readonly rows: number
  readonly masked: number
  readonly inside?: InsideReceipt
}

export interface InsideReceipt {
  /** Values that were none of the format, and were replaced as a whole. */
  readonly broken: number
  /** For each path in the plan's order: values in which it was met, and leaves that its rule masked; the last is for everything else. */
  readonly paths: readonly BranchReceipt[]
}

export interface RowChanges {
  readonly written: number
  readonly removed: number
  /** The chunk is masked just as the night had masked it that made the generation: somebody wrote in staging what differed. Absent for no. */
  readonly asBefore?: true
}

/** Rows of a chunk that were compared with those of an earlier night. */
export interface ChunkChange {
  readonly unchanged: number
  /** Written because they were missing or differed. */
  readonly written: number
  /** Deleted because nothing in production is like them. */
  readonly removed: number
}

/** The proof that one masked chunk is in the shadow schema. Stored as receipts/restore/<table hash>/<n>.json. */
export interface RestoreReceipt {
  readonly chunk: ChunkRef
  /** Rows that are there by it: those that were loaded, and in a compared table those that stayed. */
  readonly rowsLoaded: number
  /** Of a compared table: of these rows those that were written, and others that were deleted. */
  readonly changes?: RowChanges
  readonly bytes: number
  readonly milliseconds: number
}
