import type { AuditRecord } from '../record.ts'
import { digestOf } from './canonical-json.ts'

/** One record of a store, and the place where it stands. */
export interface StoredRecord {
  readonly path: string
  readonly record: AuditRecord
}

/** A file that should hold a record; null where it is no JSON. `name`: below `audit/`, without its ending, where it is known. */
export interface StoredHere {
  readonly path: string
  readonly name?: string
  readonly record: AuditRecord | null
}

export interface ChainReport {
  /** One sentence for each gap, empty when every record is followed back to the first. */
  readonly gaps: readonly string[]
  /** What is unusual and no gap. */
  readonly notes: readonly string[]
}

/**
 * Whether every record names one that is there, back to the one first record. `head` is the digest of the record written
 * last, as the store noted it, so that a deleted last record is a gap too.
 */
export function checkChain(stored: readonly StoredRecord[], head: string | null): ChainReport {
  const byDigest = new Map(stored.map((entry) => [digestOf(entry.record), entry]))
  const followers = Map.groupBy(stored, ({ record }) => record.previousRecord)
  const lost = stored.filter(({ record }) => record.previousRecord !== null && !byDigest.has(record.previousRecord))
  const first = followers.get(null) ?? []
  return {
    gaps: [
      ...lost.map(
        ({ path, record }) =>
          `${path} follows the record ${shorten(record.previousRecord)}, which is not there: it was changed or deleted`,
      ),
      ...(head !== null && !byDigest.has(head)
        ? [`the record written last, ${shorten(head)}, is not there: it was changed or deleted`]
        : []),
      ...(first.length > 1 ? [`${first.map(({ path }) => path).join(' and ')} all claim to be the first record`] : []),
    ],
    notes: [...followers.values()]
      .filter((entries) => entries.length > 1 && entries[0]?.record.previousRecord)
      .map(describeFork),
  }
}

/** The records that stand before one of these in the chain: whoever signed that one has seen them as they are. */
export function before(these: readonly StoredRecord[], stored: readonly StoredRecord[]): ReadonlySet<StoredRecord> {
  const byDigest = new Map(stored.map((entry) => [digestOf(entry.record), entry]))
  const found = new Set<StoredRecord>()
  for (const one of these) {
    let earlier = byDigest.get(one.record.previousRecord ?? '')
    while (earlier && !found.has(earlier)) {
      found.add(earlier)
      earlier = byDigest.get(earlier.record.previousRecord ?? '')
    }
  }
  return found
}

function describeFork(entries: readonly StoredRecord[]): string {
  return `${entries.map(({ path }) => path).join(' and ')} follow the same record: their runs ended at the same time`
}

function shorten(digest: string | null): string {
  return `${digest?.slice(0, 12)}…`
}
