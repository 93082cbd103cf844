import { digestOf } from '../../audit/proof/canonical-json.ts'
import type { AuditRecord } from '../../audit/record.ts'
import { getJson } from './json-objects.ts'
import type { ObjectStore } from './object-store.ts'

/** The record written last: where it is, and what the next record names as the one before. Also the form of latest.json. */
export interface Newest {
  readonly path: string
  readonly sha256: string
}

export const latestPath = 'audit/latest.json'

// In the folder of its day: beside these folders is what tells of all of them.
const ofRecord = /^audit\/\d{4}\/\d\d\/\d\d\/[^/]+\.json$/

/** Paths of all records, by day, run id and attempt. */
export async function recordPaths(objects: ObjectStore): Promise<string[]> {
  const paths = (await objects.list('audit')).filter((path) => ofRecord.test(path))
  return paths.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

export function runIdOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/(\.\d+)?\.json$/, '')
}

/**
 * What latest.json names, unless a crash came between a record and its latest.json: then the last record by path is the
 * later one. The digest that latest.json holds counts, so that a record changed or deleted since leaves a gap to be seen.
 */
export async function newestRecord(objects: ObjectStore): Promise<Newest | null> {
  const pointed = await getJson<Newest>(objects, latestPath).catch(() => null)
  const lastPath = (await recordPaths(objects)).at(-1)
  if (!lastPath || lastPath === pointed?.path) return pointed
  const last = await readRecord(objects, lastPath)
  if (!last || (pointed && !(await endedBefore(objects, pointed.path, last)))) return pointed
  return { path: lastPath, sha256: digestOf(last) }
}

async function endedBefore(objects: ObjectStore, path: string, other: AuditRecord): Promise<boolean> {
  const record = await readRecord(objects, path)
  return record !== null && record.endedAt < other.endedAt
}

const days = 24 * 3_600_000

/**
 * The newest records, read back until one that ended two days before the first that `found` accepts: paths are in the order in which
 * runs began, and what began earlier may have ended later. The one that began last comes first.
 */
export async function recentRecords(
  objects: ObjectStore,
  found: (record: AuditRecord) => boolean,
): Promise<AuditRecord[]> {
  const records: AuditRecord[] = []
  let until = Number.NEGATIVE_INFINITY
  for (const path of (await recordPaths(objects)).reverse()) {
    const record = await readRecord(objects, path)
    if (!record) continue
    if (Date.parse(record.endedAt) < until) break
    records.push(record)
    if (until === Number.NEGATIVE_INFINITY && found(record)) until = Date.parse(record.endedAt) - 2 * days
  }
  return records
}

/** The one of them that ended last, the first of those that ended together; null when there is none. */
export function lastEnded(records: readonly AuditRecord[]): AuditRecord | null {
  return records.reduce<AuditRecord | null>((last, next) => (last && last.endedAt >= next.endedAt ? last : next), null)
}

function readRecord(objects: ObjectStore, path: string): Promise<AuditRecord | null> {
  return getJson<AuditRecord>(objects, path).catch(() => null)
}

// `x.2.json` follows `x.json`, and `x.10.json` follows `x.9.json`.
function sortKey(path: string): string {
  return path.replace(/(?:\.(\d+))?\.json$/, (_, attempt = '1') => `.${attempt.padStart(6, '0')}`)
}
