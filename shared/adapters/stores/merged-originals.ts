import { ExclusionsBuilder, type SharedExclusions } from '../../masking/digests/exclusions.ts'
import { assertDigestedWith, type DigestKey, type Originals } from '../../masking/digests/originals.ts'
import type { CensusCounts } from '../../verification/originals-census.ts'
import type { KeptIndex, StoredIndex } from '../../verification/originals-index.ts'
import { runPaths } from './artifact-paths.ts'
import { getJson, putJson, requireJson } from './json-objects.ts'
import { getMemory, type MemoryObject, putMemory } from './memory-object.ts'
import { missingObject, type ObjectStore } from './object-store.ts'
import { decodeOriginals, encodeOriginals } from './originals-format.ts'
import { OriginalsPack, packBytes } from './originals-pack.ts'

/** What a merge has made of a step's originals: written last, so that it is there when all of it is. */
export interface MergedOriginals {
  /** Null when nothing was digested. */
  readonly keyId: string | null
  readonly packs: readonly string[]
  /** Of the survey, unless nothing was surveyed. */
  readonly exclusions: { readonly kind: SharedExclusions['kind']; readonly memory: MemoryObject } | null
}

interface IndexObjects {
  readonly keyId: string | null
  readonly census: CensusCounts
  readonly values: MemoryObject
  readonly openers: MemoryObject
  readonly seal?: string
}

/** Stores the originals of many chunks in packs, and those of the survey as the exclusions that every function reads. */
export async function mergeOriginals(
  objects: ObjectStore,
  runId: string,
  step: 'survey' | 'snapshot',
  chunks: AsyncIterable<readonly Originals[]>,
): Promise<void> {
  const pack = new OriginalsPack()
  const builder = step === 'survey' ? new ExclusionsBuilder(null) : null
  const packs: string[] = []
  // One is on its way while the next is gathered.
  let storing = Promise.resolve()
  const store = async () => {
    await storing
    const path = runPaths.pack(runId, step, packs.length)
    packs.push(path)
    storing = objects.put(path, encodeOriginals(pack.take()))
    storing.catch(() => undefined)
  }
  let columns = 0
  let keyId: string | null = null
  for await (const originals of chunks) {
    columns += originals.length
    keyId ??= originals[0]?.keyId ?? null
    pack.add(originals)
    if (builder) for (const { digests, form } of originals) if (!form) builder.add(digests)
    if (pack.bytes >= packBytes) await store()
  }
  await store()
  await storing
  const exclusions = builder && columns > 0 ? await putExclusions(objects, runId, builder.shared()) : null
  await putJson(objects, runPaths.merged(runId, `${step}-merged.json`), { keyId, packs, exclusions })
}

async function putExclusions(objects: ObjectStore, runId: string, { kind, shared }: SharedExclusions) {
  return { kind, memory: await putMemory(objects, runPaths.merged(runId, 'exclusions'), shared) }
}

/** Stores the filters of the leak check as they are in memory. */
export async function writeIndex(
  objects: ObjectStore,
  runId: string,
  key: DigestKey | null,
  { census, values, openers, drawn, seal }: StoredIndex,
): Promise<void> {
  const stored = {
    ...{ keyId: key?.originalsId ?? null, census },
    values: await putMemory(objects, runPaths.merged(runId, 'values'), values),
    openers: await putMemory(objects, runPaths.merged(runId, 'openers'), openers),
    ...(seal ? { seal } : {}),
  }
  await objects.put(runPaths.merged(runId, 'drawn'), encodeOriginals(drawn))
  await putJson(objects, runPaths.merged(runId, 'index.json'), stored)
}

/** That of another run, sealed anew; what names the rest comes last. */
export async function copyIndex(objects: ObjectStore, { keptBy, seal }: KeptIndex, runId: string): Promise<void> {
  for (const name of ['values', 'openers', 'drawn'])
    await objects.copy(runPaths.merged(keptBy, name), runPaths.merged(runId, name))
  const stored = await requireJson<IndexObjects>(objects, runPaths.merged(keptBy, 'index.json'))
  await putJson(objects, runPaths.merged(runId, 'index.json'), { ...stored, seal })
}

/** Null where nobody merged. Throws OtherKeyError for digests of another key. */
export async function readIndex(objects: ObjectStore, runId: string, key: DigestKey): Promise<StoredIndex | null> {
  const stored = await getJson<IndexObjects>(objects, runPaths.merged(runId, 'index.json'))
  if (!stored) return null
  if (stored.keyId !== null) assertDigestedWith(key, { keyId: stored.keyId }, `Run ${runId}`)
  const values = await getMemory(objects, runPaths.merged(runId, 'values'), stored.values)
  const openers = await getMemory(objects, runPaths.merged(runId, 'openers'), stored.openers)
  const path = runPaths.merged(runId, 'drawn')
  const drawn = await objects.get(path)
  if (!drawn) throw missingObject(objects.locate(path))
  const { census, seal } = stored
  return { census, values, openers, drawn: decodeOriginals(drawn), ...(seal ? { seal } : {}) }
}
