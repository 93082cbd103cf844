import { RunFailedError } from '../errors.ts'
import type { Ports, StepReport } from '../ports.ts'
import { packsOf } from '../schema/packs.ts'
import { OriginalsCensus } from '../verification/originals-census.ts'
import { OriginalsIndex } from '../verification/originals-index.ts'
import { originalsOf } from './leak-index.ts'
import { settleReuse } from './settle-reuse.ts'

/**
 * The end of a map over chunks: what each has left is gathered once, so that no later function asks for thousands of objects. After the
 * survey that is what no fake may equal; after the snapshot the filters of the leak check. Throws when a chunk has left nothing.
 */
export async function mergeOriginals(
  { runId, step }: { runId: string; step: 'survey' | 'snapshot' },
  ports: Pick<Ports, 'plans' | 'originals' | 'receipts' | 'notes'>,
): Promise<StepReport> {
  const plan = await ports.plans.read(runId)
  const packs = await ports.originals.merge(runId, step)
  await settleReuse({ runId, after: step }, ports)
  if (step === 'survey') return { rows: 0, bytes: 0 }
  const planned = packsOf(plan.chunks).length
  if (packs !== planned)
    throw new RunFailedError(
      `${packs} of ${planned} chunks left digests of their real values, so others would not be looked for; start a new run.`,
    )
  // What merges holds no key, and needs none: the digests say under which they were made.
  const key = await ports.originals.mergedUnder(runId)
  const originalsKey = key ?? { originalsId: '' }
  const census = new OriginalsCensus()
  for await (const pack of originalsOf(plan, { ...ports, originalsKey }, 'counted')) census.add(pack)
  const counts = census.counts()
  const index = new OriginalsIndex(census, [], originalsKey)
  const drawn = []
  for await (const pack of originalsOf(plan, { ...ports, originalsKey })) {
    index.add(pack)
    for (const entry of pack) if (entry.drawn) drawn.push({ ...entry, ...none, drawn: entry.drawn.slice() })
  }
  const { values, openers } = index.shared
  await ports.originals.writeIndex(runId, key, { census: counts, values, openers, drawn })
  return { rows: 0, bytes: values.byteLength + openers.byteLength }
}

const none = { digests: new Uint32Array(), openers: new Uint32Array() }
