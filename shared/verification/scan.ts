import type { OriginalsKind } from '../masking/transformer.ts'
import type { ChunkRef } from '../schema/chunk.ts'

/** One part of the check of all rows: a chunk of one shadow table. */
export interface ScanPart {
  readonly runId: string
  readonly chunk: ChunkRef
  /** What the chunk's stable cells have to digest to (see masking/stable-columns.ts); null where only leaks are looked for. */
  readonly stableSha256: string | null
}

/** What one part found. Counts and coordinates; never a value. */
export interface ScanReport {
  readonly rows: number
  readonly cells: number
  readonly bytes: number
  readonly chunk: ChunkRef
  /** Whether the stable cells are what was masked, null when nothing was compared. */
  readonly intact: boolean | null
  readonly findings: readonly Finding[]
}

/** Real values of one column, found in another place. */
export interface Finding {
  /** `table.column` of staging. */
  readonly place: string
  /** `table.column` whose real values were found. */
  readonly original: string
  /** False for coincidences that say nothing about anybody: they are reported, not refused. */
  readonly leak: boolean
  readonly count: number
}

/** The originals of a run in shared memory, as worker threads receive them. */
export interface SharedIndex {
  readonly columns: readonly IndexedColumn[]
  readonly values: SharedArrayBuffer
  readonly openers: SharedArrayBuffer
  /** Words that fakes are drawn from: a single name that is one of them proves nothing. */
  readonly pool: SharedArrayBuffer
}

export interface IndexedColumn {
  readonly place: string
  readonly kind: OriginalsKind
}

/** The sum of reports: findings of the same place and original add up. */
export function mergeFindings(reports: readonly { findings: readonly Finding[] }[]): Finding[] {
  const merged = new Map<string, Finding>()
  for (const finding of reports.flatMap(({ findings }) => findings)) {
    const key = JSON.stringify([finding.place, finding.original, finding.leak])
    merged.set(key, { ...finding, count: finding.count + (merged.get(key)?.count ?? 0) })
  }
  return [...merged.values()].sort((a, b) => b.count - a.count)
}
