import { RunFailedError } from '../../errors.ts'
import { assertDigestedWith, type DigestKey, type Originals } from '../../masking/digests/originals.ts'
import { sha256Of, sha256OfAll } from '../../masking/digests/sha256.ts'
import type { OriginalsReading, OriginalsStore } from '../../ports.ts'
import { runPaths } from './artifact-paths.ts'
import { gatherExclusions } from './gather-exclusions.ts'
import { inFlight } from './in-flight.ts'
import { getJson } from './json-objects.ts'
import { getMemory } from './memory-object.ts'
import { copyIndex, type MergedOriginals, mergeOriginals, readIndex, writeIndex } from './merged-originals.ts'
import { missingObject, type ObjectStore } from './object-store.ts'
import { decodeOriginals, encodeOriginals } from './originals-format.ts'

type Step = 'survey' | 'snapshot'

export function originalsStore(objects: ObjectStore): OriginalsStore {
  const mergedOf = (runId: string, step: Step) =>
    getJson<MergedOriginals>(objects, runPaths.merged(runId, `${step}-merged.json`))

  // Without a key what is read has to be of one, whichever it is.
  async function* readAll(runId: string, paths: readonly string[], key: DigestKey | null, isChecked = true) {
    let expected = key
    const bytesOf = async (path: string) => {
      const bytes = await objects.get(path)
      if (!bytes) throw missingObject(objects.locate(path))
      return bytes
    }
    for await (const bytes of inFlight(paths, bytesOf, objects.room, ({ length }) => length)) {
      const originals = decodeOriginals(bytes, isChecked)
      for (const entry of originals) {
        expected ??= { originalsId: entry.keyId }
        assertDigestedWith(expected, entry, `Run ${runId}`)
      }
      yield originals
    }
  }

  async function* read(
    runId: string,
    step: Step,
    key: DigestKey,
    reading: OriginalsReading = 'taken',
  ): AsyncGenerator<readonly Originals[]> {
    const merged = await mergedOf(runId, step)
    const paths = merged?.packs ?? (await objects.list(runPaths.originals(runId, step)))
    yield* readAll(runId, paths, key, reading === 'taken')
  }

  return {
    async write(runId, step, [chunk], originals) {
      const bytes = encodeOriginals(originals)
      await objects.put(runPaths.originalsOf(runId, step, chunk), bytes)
      return sha256Of(bytes)
    },
    read,
    async reuse(runId, from, step, [chunk], sha256) {
      const path = runPaths.originalsOf(from, step, chunk)
      if ((await sha256OfAll(objects.stream(path)).catch(unlessUnreadable)) !== sha256) return false
      await objects.copy(path, runPaths.originalsOf(runId, step, chunk))
      return true
    },
    async adopt(runId, from, key, wanted) {
      let stored = 0
      for (const step of ['survey', 'snapshot'] as const)
        for await (const originals of read(from, step, key)) {
          const taken = originals.filter((entry) => entry.digests.length > 0 && wanted(entry))
          if (taken.length === 0) continue
          const bytes = encodeOriginals(taken.map(({ drawn: _, ...entry }) => ({ ...entry, read: 0 })))
          await objects.put(runPaths.adopted(runId, step, String(stored++)), bytes)
        }
      return stored
    },
    async exclusions(runId, key, withOpeners = false) {
      const merged = await mergedOf(runId, 'survey')
      if (!merged) return gatherExclusions((reading) => read(runId, 'survey', key, reading), withOpeners)
      if (!merged.exclusions || merged.keyId === null) return null
      assertDigestedWith(key, { keyId: merged.keyId }, `Run ${runId}`)
      const { kind, memory } = merged.exclusions
      return { kind, shared: await getMemory(objects, runPaths.merged(runId, 'exclusions'), memory) }
    },
    async merge(runId, step) {
      const paths = await objects.list(runPaths.originals(runId, step))
      await mergeOriginals(objects, runId, step, readAll(runId, paths, null))
      const others = runPaths.adopted(runId, step)
      return paths.filter((path) => !path.startsWith(others)).length
    },
    async mergedUnder(runId) {
      const steps = [await mergedOf(runId, 'survey'), await mergedOf(runId, 'snapshot')]
      const [first = null, other = first] = steps.flatMap((merged) => merged?.keyId ?? [])
      if (first === null) return null
      const key = { originalsId: first }
      assertDigestedWith(key, { keyId: other! }, `Run ${runId}`)
      return key
    },
    writeIndex: (runId, key, index) =>
      'keptBy' in index ? copyIndex(objects, index, runId) : writeIndex(objects, runId, key, index),
    index: (runId, key) => readIndex(objects, runId, key),
  }
}

function unlessUnreadable(error: unknown): null {
  if (error instanceof RunFailedError) return null
  throw error
}
