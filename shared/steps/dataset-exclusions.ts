import { OtherKeyError } from '../errors.ts'
import { ExclusionsBuilder, type SharedExclusions } from '../masking/digests/exclusions.ts'
import type { Originals } from '../masking/digests/originals.ts'
import type { Ports } from '../ports.ts'

/** `nightly` is the full run whose real values count too, null when none is at hand. */
export interface DatasetExclusions {
  readonly digests: SharedExclusions | null
  readonly nightly: string | null
}

/**
 * What no fake of a dataset may equal: its own real values, and those of the full run that staging shows. A fake that staging
 * had to draw again is drawn again here: so the same person has the same pseudonym.
 */
export async function datasetExclusions(
  input: { runId: string },
  ports: Pick<Ports, 'originals' | 'records' | 'plans' | 'key'>,
): Promise<DatasetExclusions> {
  const nightly = await latestFullRun(ports)
  if (nightly)
    try {
      return { digests: await gather(ports, [input.runId, nightly]), nightly }
    } catch (error) {
      // Digests under another key say nothing.
      if (!(error instanceof OtherKeyError)) throw error
    }
  return { digests: await gather(ports, [input.runId]), nightly: null }
}

async function latestFullRun({
  records,
  plans,
  key,
}: Pick<Ports, 'records' | 'plans' | 'key'>): Promise<string | null> {
  const record = await records.latestPublished()
  // Artifacts expire; under another pseudonym key nobody has the same pseudonym anyway.
  return record?.key?.id === key.id && (await plans.find(record.runId)) ? record.runId : null
}

// Twice over the digests, so that the set has its size from the start.
async function gather(
  ports: Pick<Ports, 'originals' | 'key'>,
  runIds: readonly string[],
): Promise<SharedExclusions | null> {
  let count = 0
  for await (const digests of digestsOf(ports, runIds)) count += digests.length / 2
  if (count === 0) return null
  const exclusions = new ExclusionsBuilder(count)
  for await (const digests of digestsOf(ports, runIds)) exclusions.add(digests)
  return exclusions.shared()
}

async function* digestsOf({ originals, key }: Pick<Ports, 'originals' | 'key'>, runIds: readonly string[]) {
  for (const runId of runIds)
    for await (const columns of originals.read(runId, 'survey', key))
      yield* columns.flatMap(({ digests, form }): Originals['digests'][] => (form ? [] : [digests]))
}
