import { RunFailedError } from '../errors.ts'
import type { Ports, StepReport } from '../ports.ts'
import { packsOf } from '../schema/packs.ts'
import { makeIndex } from './leak-index.ts'
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
  const { stored } = await makeIndex(plan, [], { ...ports, originalsKey })
  await ports.originals.writeIndex(runId, key, stored)
  return { rows: 0, bytes: stored.values.byteLength + stored.openers.byteLength }
}
