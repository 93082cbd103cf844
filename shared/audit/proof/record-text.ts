import type { AuditRecord } from '../record.ts'
import { canonicalJson, digestOfCanonical } from './canonical-json.ts'

const known = new WeakMap<AuditRecord, string>()

/**
 * The canonical JSON of a record. Its page, its file, its statement and the index ask for it, or for its digest; that of a thousand tables
 * is megabytes, and a record does not change once it is made.
 */
export function recordText(record: AuditRecord): string {
  const text = known.get(record) ?? canonicalJson(record)
  known.set(record, text)
  return text
}

/** SHA-256 of it, hex: by this the next record names the one before. */
export function recordDigest(record: AuditRecord): string {
  return digestOfCanonical(recordText(record))
}
