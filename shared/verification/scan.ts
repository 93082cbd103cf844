import type { OriginalsKind } from '../masking/transformer.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import type { NumberCounts } from './chance.ts'

/** One part of the check of all rows: a chunk of one shadow table. */
export interface ScanPart {
  readonly runId: string
  readonly chunk: ChunkRef
  /** What the chunk's stable cells have to digest to (see masking/rows/stable-columns.ts); null where only leaks are looked for. */
  readonly stableSha256: string | null
  /** What an earlier run found that searched these very rows for all that is looked for now; absent where they are to be searched. */
  readonly found?: ScanReport
  /** What an earlier run found is not as that run had sealed it; absent for no. */
  readonly altered?: true
}

/** What one part found. Counts, coordinates and digests; never a value. */
export interface ScanReport {
  readonly rows: number
  readonly cells: number
  readonly bytes: number
  readonly chunk: ChunkRef
  /** Whether the stable cells are what was masked, null when nothing was compared. */
  readonly intact: boolean | null
  /** Of rows that are intact, as staging sends them (rows-mac.ts): whoever reads these bytes again need not bring them into the form in which they were masked. */
  readonly storedMac?: string
  readonly sightings: readonly Sighting[]
  readonly numbers?: NumberCounts
  /** The run that has searched these rows, where it was an earlier one: all but `rows` and `intact` is what that run found. */
  readonly searchedBy?: string
  /** By which a later night knows that nobody has altered the report (steps/seals.ts); absent where none may ask. */
  readonly seal?: string
  /** Cells in which more is wrapped than is read. */
  readonly cut?: number
  /** By foreign key, rows whose referenced row is not there; where they are counted part by part. */
  readonly orphans?: Readonly<Record<string, number>>
}

/** Cells or phrases of one text that may be an original: the index lets a few pass that are none. */
export interface Sighting {
  /** `table.column` of staging. */
  readonly place: string
  readonly masked: boolean
  readonly hi: number
  readonly lo: number
  readonly words: number
  readonly length: number
  readonly hasDigit: boolean
  readonly count: number
  /** How many of them are a whole cell. */
  readonly whole: number
  /** How many of them are a part, or another spelling, of what was sighted in the same cell already: they make no cell more. */
  readonly again: number
  /** Whether all of them are words and nothing else: no digit in them, no e-mail address beside them. */
  readonly plain: boolean
  /** Of a number that stands by itself: its class (`numberClass`), and whether it is one of a row of which most are real values. */
  readonly number?: { readonly of: number; readonly inRow: boolean }
  /** Whether the column's own rule could have made it (own-fakes.ts); false in what is kept. */
  readonly drawable: boolean
}

/** A sighting that is a real value indeed. */
export interface Recognised extends Sighting {
  /** `table.column` whose real value it is; the strictest of them where it is several. */
  readonly of: string
  /** What finding it means, after a look at how often the column's values occur. */
  readonly kind: OriginalsKind
  /** What its rule alone says that it means. */
  readonly ruleKind: OriginalsKind
  /** Whether by itself it tells something about somebody. */
  readonly leak: boolean
  /** Set on a number that as many others are near that it may be one by chance. */
  readonly byChance?: true
}

/** What is looked for, in shared memory, as worker threads receive it: filters of bounded size, whatever the number of originals. */
export interface SharedIndex {
  /** Of the key under which it was digested. */
  readonly keyId: string
  readonly columns: readonly IndexedColumn[]
  /** Whole originals. */
  readonly values: SharedArrayBuffer
  /** The first two words of those that are searched for within longer text. */
  readonly openers: SharedArrayBuffer
  /** By `table.column`, the digests of real values that its fakes hold all the same. */
  readonly drawn: readonly { readonly place: string; readonly digests: SharedArrayBuffer }[]
}

export interface IndexedColumn {
  readonly place: string
  readonly kind: OriginalsKind
}
