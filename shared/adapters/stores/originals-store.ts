import { DigestSet } from '../../masking/digest-set.ts'
import { assertDigestedWith, type DigestKey, type Originals } from '../../masking/originals.ts'
import type { OriginalsStore } from '../../ports.ts'
import { runPaths } from './artifact-paths.ts'
import { missingObject, type ObjectStore } from './object-store.ts'
import { decodeOriginals, encodeOriginals } from './originals-format.ts'

export function originalsStore(objects: ObjectStore): OriginalsStore {
  async function* read(
    runId: string,
    step: 'survey' | 'snapshot',
    key: DigestKey,
  ): AsyncIterable<readonly Originals[]> {
    for (const path of await objects.list(runPaths.originals(runId, step))) {
      const bytes = await objects.get(path)
      if (!bytes) throw missingObject(objects.locate(path))
      const originals = decodeOriginals(bytes)
      for (const entry of originals) assertDigestedWith(key, entry, `Run ${runId}`)
      yield originals
    }
  }

  return {
    write: (runId, step, chunk, originals) =>
      objects.put(runPaths.originalsOf(runId, step, chunk), encodeOriginals(originals)),
    read,
    exclusions: (runId, key) => gather(() => read(runId, 'survey', key)),
  }
}

// Two passes: the set cannot grow, and its size is known only when every chunk was seen.
async function gather(chunks: () => AsyncIterable<readonly Originals[]>): Promise<DigestSet | null> {
  let count = 0
  let columns = 0
  for await (const originals of chunks()) {
    columns += originals.length
    count += originals.reduce((sum, { digests }) => sum + digests.length / 2, 0)
  }
  if (columns === 0) return null
  const set = new DigestSet(count)
  for await (const originals of chunks())
    for (const { digests } of originals)
      for (let at = 0; at < digests.length; at += 2) set.add(digests[at]!, digests[at + 1]!)
  return set
}
