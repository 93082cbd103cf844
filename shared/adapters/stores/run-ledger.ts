import type { Begun } from '../../audit/begun.ts'
import type { AuditRecord } from '../../audit/record.ts'
import { ledgerPaths } from './artifact-paths.ts'
import { getJson, jsonBytes } from './json-objects.ts'
import type { ObjectStore } from './object-store.ts'
import { recordPaths, runIdOf } from './record-paths.ts'

/** What began, so that nothing ends without a record: not what was killed, and not what found no room for its record. */
export interface RunLedger {
  /** Notes that a run or a rollback begins, before it changes anything. */
  begin(begun: Begun): Promise<void>
  /** Notes how far it has come. */
  note(begun: Begun): Promise<void>
  /** Forgets it: it has its record, or one that is kept aside. */
  end(runId: string): Promise<void>
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
  const gather = async <Found extends { runId: string; startedAt: string }>(folder: string): Promise<Found[]> => {
    const found: Found[] = []
    for (const path of await objects.list(folder)) {
      // What a failing disk has cut off says nothing any more.
      const value = await getJson<Found>(objects, path).catch(() => null)
      // It may have died between its record and its last word.
      if (value && !(await startsOf(value.runId)).includes(value.startedAt)) found.push(value)
    }
    return found
  }

  return {
    async begin(begun) {
      await objects.delete(ledgerPaths.begun(begun.runId))
      // Durable, unlike other artifacts: it is there for the machine that goes down.
      await objects.putIfAbsent(ledgerPaths.begun(begun.runId), jsonBytes(begun))
    },
    note: (begun) => objects.put(ledgerPaths.begun(begun.runId), jsonBytes(begun)),
    end: (runId) => objects.delete(ledgerPaths.begun(runId)),
    unrecorded: () => gather<Begun>('begun'),
    async keepAside(record) {
      await objects.put(ledgerPaths.unfiled(record.runId), jsonBytes(record))
      return objects.locate(ledgerPaths.unfiled(record.runId))
    },
    keptAside: () => gather<AuditRecord>('unfiled'),
    dropAside: (runId) => objects.delete(ledgerPaths.unfiled(runId)),
  }
}
