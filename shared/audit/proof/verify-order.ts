import { digestOf } from './canonical-json.ts'
import type { StoredHere, StoredRecord } from './chain.ts'
import { tablesRoot } from './table-proof.ts'

/** What clocks of machines may differ by. */
const clocksDiffer = 5 * 60_000

/** Records that stand where they were not written, stand there twice, or follow one that ended later; one sentence each. */
export function orderProblems(stored: readonly StoredHere[]): string[] {
  const readable = stored.filter((entry): entry is StoredRecord & StoredHere => entry.record !== null)
  return [...moved(readable), ...copied(readable), ...clockSetBack(readable), ...rootless(readable)]
}

function moved(stored: readonly (StoredRecord & StoredHere)[]): string[] {
  return stored.flatMap(({ path, name, record: { runId, startedAt } }) => {
    const expected = `${String(startedAt).slice(0, 10).replaceAll('-', '/')}/${runId}`
    return name === undefined || name.replace(/\.\d+$/, '') === expected
      ? []
      : [`${path} holds the record of ${runId}, begun ${String(startedAt).slice(0, 10)}: it was moved there`]
  })
}

function copied(stored: readonly StoredRecord[]): string[] {
  const same = Map.groupBy(stored, ({ record }) => digestOf(record))
  return [...same.values()]
    .filter((entries) => entries.length > 1)
    .map((entries) => `${entries.map(({ path }) => path).join(' and ')} are one record: it was copied`)
}

function clockSetBack(stored: readonly StoredRecord[]): string[] {
  const byDigest = new Map(stored.map(({ record }) => [digestOf(record), record]))
  return stored.flatMap(({ path, record: { endedAt, startedAt, previousRecord } }) => {
    const before = byDigest.get(previousRecord ?? '')
    if (Date.parse(startedAt) - Date.parse(endedAt) > clocksDiffer)
      return [`${path} says that it ended before it began: the clock of its machine was set back`]
    return before && Date.parse(before.endedAt) - Date.parse(endedAt) > clocksDiffer
      ? [
          `${path} says that it ended at ${endedAt}, and follows a record that ended at ${before.endedAt}: the clock of its machine was set back`,
        ]
      : []
  })
}

function rootless(stored: readonly StoredRecord[]): string[] {
  return stored.flatMap(({ path, record }) =>
    record.tablesRoot === undefined || !Array.isArray(record.tables) || record.tablesRoot === tablesRoot(record.tables)
      ? []
      : [`${path}: the root over its tables is not that of its tables`],
  )
}
