import { dirname } from 'node:path/posix'
import { recordDigest } from '../../audit/proof/record-text.ts'
import { recordBytes } from '../../audit/proof/statement.ts'
import type { AuditRecord } from '../../audit/record.ts'
import { isNight } from '../../audit/serving.ts'
import { NightmaskError, RunFailedError, UsageError } from '../../errors.ts'
import type { RecordStore } from '../../ports.ts'
import { recordPath } from './artifact-paths.ts'
import { getJson, putJson, requireJson } from './json-objects.ts'
import type { ObjectStore } from './object-store.ts'
import { belowAudit, publishedBefore, readRunIndex, readWrittenIndex, writeRunIndex } from './record-index.ts'
import {
  lastEnded,
  latestPath,
  type Newest,
  newestRecord,
  recentRecords,
  recordPaths,
  runIdOf,
} from './record-paths.ts'

/** Audit records are written once. A resumed run has several: `<run id>.json`, `<run id>.2.json` and so on, the last one counts. */
export function recordStore(objects: ObjectStore): RecordStore {
  const pathsOf = async (runId: string) => (await recordPaths(objects)).filter((path) => runIdOf(path) === runId)

  return {
    async prepare(startedAt) {
      await objects.assertWritable(dirname(recordPath('any', startedAt))).catch(explainUnwritable)
    },

    async place(record) {
      const path = await nextPath(record).catch(() => recordPath(record.runId, record.startedAt))
      return { path: belowAudit(path), before: await publishedBefore(objects, record).catch(() => null) }
    },

    async write(record, page) {
      const path = await nextPath(record)
      if (!(await objects.putIfAbsent(`${path}.json`, recordBytes(record))))
        throw new RunFailedError(`Run ${record.runId} has its audit record already; records are written once.`)
      await objects.putIfAbsent(`${path}.html`, Buffer.from(page))
      await putJson(objects, latestPath, { path: `${path}.json`, sha256: recordDigest(record) } satisfies Newest)
      return objects.locate(`${path}.json`)
    },

    async writeEnvelope(path, envelope) {
      await objects.putIfAbsent(`audit/${path}.intoto.jsonl`, Buffer.from(`${JSON.stringify(envelope)}\n`))
    },

    async beside(path) {
      const page = await objects.get(`audit/${path}.html`)
      return { page, envelope: await getJson(objects, `audit/${path}.intoto.jsonl`).catch(() => 'damaged') }
    },

    async latest() {
      const newest = await newestRecord(objects)
      return newest && getJson<AuditRecord>(objects, newest.path)
    },

    async latestNight() {
      return lastEnded((await recentRecords(objects, isNight)).filter(isNight))
    },

    async latestPublished() {
      const last = lastEnded((await recentRecords(objects, isChange)).filter(isChange))
      if (!last || last.outcome === 'published') return last
      const path = last.change?.to && (await pathsOf(last.change.to)).at(-1)
      return path ? getJson<AuditRecord>(objects, path).catch(() => null) : null
    },

    recent: (found) => recentRecords(objects, found),

    async head() {
      return (await newestRecord(objects))?.sha256 ?? null
    },

    async read(runId) {
      const path = (await pathsOf(runId)).at(-1)
      if (path) return requireJson<AuditRecord>(objects, path)
      throw new UsageError(
        `There is no audit record of a run ${JSON.stringify(runId)}; \`nightmask audit list\` shows the known ones.`,
      )
    },

    async list() {
      return (await recordPaths(objects)).map((path) => ({ runId: runIdOf(path), path: objects.locate(path) }))
    },

    index: (anew, told) => readRunIndex(objects, anew ? 'nothing' : 'noted', told),

    writtenIndex: () => readWrittenIndex(objects),

    writeIndex: (index, page) => writeRunIndex(objects, index, page),

    async *history() {
      for (const path of await recordPaths(objects))
        yield {
          path: objects.locate(path),
          name: belowAudit(path),
          record: await getJson<AuditRecord>(objects, path).catch(() => null),
        }
    },
  }

  function isChange({ outcome, dataset }: AuditRecord): boolean {
    return dataset === null && (outcome === 'published' || outcome === 'rolled-back')
  }

  async function nextPath({ runId, startedAt }: AuditRecord): Promise<string> {
    const earlier = await pathsOf(runId)
    const last = earlier.at(-1)
    if (last && (await getJson<AuditRecord>(objects, last).catch(() => null))?.outcome === 'published')
      throw new RunFailedError(`Run ${runId} is published and has its audit record; records are written once.`)
    return recordPath(runId, startedAt) + (last ? `.${earlier.length + 1}` : '')
  }
}

function explainUnwritable(error: unknown): never {
  if (!(error instanceof NightmaskError)) throw error
  throw new RunFailedError(
    `No audit record could be written, so nothing was begun: ${error.message.replace(/\.$/, '')}. Make room or give access there, or name another place with --artifacts.`,
  )
}
