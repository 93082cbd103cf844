import { DigestSet } from '../../shared/masking/digest-set.ts'
import type { Originals } from '../../shared/masking/originals.ts'
import type { OriginalsStore } from '../../shared/ports.ts'
import type { Run } from './open-run.ts'

/**
 * What no fake of a dataset may equal: its own real values, and those of the run that staging shows now. With the same
 * exclusions the same person is redrawn to the same pseudonym.
 */
export async function datasetExclusions(run: Run): Promise<DigestSet | null> {
  const nightly = await latestFullRun(run)
  if (!nightly)
    run.progress.note(
      'No published full run with this key is at hand: a few pseudonyms may differ from those of staging.',
    )
  return gather(run.stores.originals, nightly ? [run.runId, nightly] : [run.runId])
}

async function latestFullRun({ stores, key }: Run): Promise<string | null> {
  for (const { runId } of (await stores.records.list()).toReversed()) {
    const { dataset, outcome } = await stores.records.read(runId)
    if (dataset !== null || outcome !== 'published') continue
    const plan = await stores.plans.find(runId)
    return plan?.keyId === key.id ? runId : null
  }
  return null
}

// Twice over the digests: a set cannot grow.
async function gather(store: OriginalsStore, runIds: readonly string[]): Promise<DigestSet | null> {
  let count = 0
  for await (const digests of digestsOf(store, runIds)) count += digests.length / 2
  if (count === 0) return null
  const set = new DigestSet(count)
  for await (const digests of digestsOf(store, runIds))
    for (let at = 0; at < digests.length; at += 2) set.add(digests[at]!, digests[at + 1]!, 0)
  return set
}

async function* digestsOf(store: OriginalsStore, runIds: readonly string[]): AsyncGenerator<Originals['digests']> {
  for (const runId of runIds)
    for await (const originals of store.read(runId, 'survey')) for (const { digests } of originals) yield digests
}
