import { factsOf, type RunFacts, type RunIndex } from '../../audit/index/facts.ts'
import type { WrittenIndex } from '../../audit/index/verify-index.ts'
import type { PagePlace } from '../../audit/page/place.ts'
import type { AuditRecord } from '../../audit/record.ts'
import { inFlight } from './in-flight.ts'
import { getJson } from './json-objects.ts'
import type { ObjectStore } from './object-store.ts'
import { recordPaths } from './record-paths.ts'

/** What the index tells of each record, a line of JSON each; read again, so that a night reads the newest record and not hundreds. */
export const indexFactsPath = 'audit/index.jsonl'
export const indexPagePath = 'audit/index.html'

/** As many records as a year has nights, and some datasets and rollbacks between them. */
const listedRecords = 400

/** The newest records in small: those whose facts are noted from there, all others from the records themselves. */
export async function readRunIndex(
  objects: ObjectStore,
  known: 'noted' | 'nothing' = 'noted',
  told: RunFacts | null = null,
): Promise<RunIndex> {
  const paths = (await recordPaths(objects)).reverse()
  const noted = known === 'noted' ? await notedFacts(objects) : new Map<string, RunFacts>()
  if (told) noted.set(told.path, told)
  const listed = paths.slice(0, listedRecords).map(belowAudit)
  const read = async (path: string) => noted.get(path) ?? (await factsAt(objects, path))
  const runs: RunFacts[] = []
  const unreadable: string[] = []
  let at = 0
  for await (const facts of inFlight(listed, read, objects.room)) {
    if (facts) runs.push(facts)
    else unreadable.push(`${listed[at]}.json`)
    at++
  }
  const newestFirst = runs.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
  return { runs: newestFirst, unreadable, older: paths.length - listed.length }
}

/** The newest published run of the same staging or dataset that had ended before a record did; null when there is none. */
export async function publishedBefore(objects: ObjectStore, record: AuditRecord): Promise<PagePlace['before']> {
  const { runs } = await readRunIndex(objects)
  const isOfSame = ({ staging }: RunFacts) =>
    !staging ||
    !record.staging ||
    (staging.serverId === record.staging.serverId && staging.database === record.staging.database)
  const found = runs
    .filter(({ kind, outcome, dataset }) => kind === 'run' && outcome === 'published' && dataset === record.dataset)
    .filter((run) => isOfSame(run) && run.runId !== record.runId && run.endedAt <= record.endedAt)
    .reduce<RunFacts | null>((last, run) => (last && last.endedAt >= run.endedAt ? last : run), null)
  const before = found && (await getJson<AuditRecord>(objects, `audit/${found.path}.json`))
  return found && before && { path: found.path, record: before }
}

/** Writes the index beside the records. */
export async function writeRunIndex(objects: ObjectStore, { runs }: RunIndex, page: string): Promise<void> {
  await objects.put(indexFactsPath, Buffer.from(runs.map((run) => `${JSON.stringify(run)}\n`).join('')))
  await objects.put(indexPagePath, Buffer.from(page))
}

/** As it stands there, for whoever verifies it. */
export async function readWrittenIndex(objects: ObjectStore): Promise<WrittenIndex> {
  const page = await objects.get(indexPagePath)
  return { facts: [...(await notedFacts(objects)).values()], page: page && Buffer.from(page).toString('utf8') }
}

/** What is noted, by path; a line that is none is left out, and its record read again. */
async function notedFacts(objects: ObjectStore): Promise<Map<string, RunFacts>> {
  const bytes = await objects.get(indexFactsPath).catch(() => null)
  const lines = Buffer.from(bytes ?? [])
    .toString('utf8')
    .split('\n')
  const shape = await factsShape()
  const parse = (line: string): RunFacts[] => {
    try {
      return [shape.parse(JSON.parse(line))]
    } catch {
      return []
    }
  }
  return new Map(lines.flatMap(parse).map((facts) => [facts.path, facts]))
}

async function factsAt(objects: ObjectStore, path: string): Promise<RunFacts | null> {
  try {
    const record = await getJson<AuditRecord>(objects, `audit/${path}.json`)
    return record && (await factsShape()).parse(factsOf(record, path))
  } catch {
    return null
  }
}

// Every thread opens stores, and none of them reads records: shapes come with all of zod.
async function factsShape() {
  return (await import('../../audit/index/facts-shape.ts')).runFactsShape
}

/** `2026/11/25/RUN` of `audit/2026/11/25/RUN.json`. */
export function belowAudit(path: string): string {
  return path.replace(/^audit\//, '').replace(/\.json$/, '')
}
