import type { Begun } from '../../audit/begun.ts'
import type { AuditRecord } from '../../audit/record.ts'
import { runPaths } from './artifact-paths.ts'
import { getJson, jsonBytes } from './json-objects.ts'
import type { ObjectStore } from './object-store.ts'
import { recordPaths, runIdOf } from './record-paths.ts'

/** What began, so that nothing ends without a record: not what was killed, and not what found no room for its record. */
export interface RunLedger {
  /** Notes that a run or a rollback begins, before it changes anything. */
  begin(begun: Begun): Promise<void>
  /** What has begun and has no record: it is at work now, or it died. */
  unrecorded(): Promise<readonly Begun[]>
  /** Keeps a record that could not be written among the artifacts; returns where. */
  keepAside(record: AuditRecord): Promise<string>
  /** Those of them that have not been written since. */
  keptAside(): Promise<readonly AuditRecord[]>
  dropAside(runId: string): Promise<void>
}

/** `objects` holds the artifacts, `records` the audit records: on AWS a bucket of their own. */
export function runLedger(objects: ObjectStore, records: ObjectStore): RunLedger {
  const startsOf = async (runId: string) => {
    const paths = (await recordPaths(records)).filter((path) => runIdOf(path) === runId)
    const read = paths.map((path) => getJson<AuditRecord>(records, path).catch(() => null))
    return (await Promise.all(read)).map((record) => record?.startedAt)
  }
  const isRecorded = async ({ runId, startedAt }: { runId: string; startedAt: string }) =>
    (await startsOf(runId)).includes(startedAt)
  const gather = async <Found extends { runId: string; startedAt: string }>(ending: string): Promise<Found[]> => {
    const found: Found[] = []
    for (const path of (await objects.list('runs')).filter((candidate) => candidate.endsWith(ending))) {
      // What a failing disk has cut off says nothing any more.
      const value = await getJson<Found>(objects, path).catch(() => null)
      if (value && !(await isRecorded(value))) found.push(value)
    }
    return found
  }

  return {
    async begin(begun) {
      const path = runPaths.note(begun.runId, 'begun')
      await objects.delete(path)
      // Durable, unlike other notes: it is there for the machine that goes down.
      await objects.putIfAbsent(path, jsonBytes(begun))
    },
    unrecorded: () => gather<Begun>('/notes/begun.json'),
    async keepAside(record) {
      await objects.put(runPaths.aside(record.runId), jsonBytes(record))
      return objects.locate(runPaths.aside(record.runId))
    },
    keptAside: () => gather<AuditRecord>('/unfiled-record.json'),
    dropAside: (runId) => objects.delete(runPaths.aside(runId)),
  }
}
