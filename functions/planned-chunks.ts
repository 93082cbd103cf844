import { RunFailedError } from '../shared/errors.ts'
import type { Ports } from '../shared/ports.ts'
import type { ChunkRef } from '../shared/schema/chunk.ts'

/** A chunk as a workflow names it: bounds may be values of a kept key, and are in the plan alone, not in a history that people look at. */
export type ChunkName = Pick<ChunkRef, 'table' | 'n'>

/** The chunks of the plan that have these names. */
export async function plannedChunks(
  runId: string,
  names: readonly ChunkName[],
  { plans }: Pick<Ports, 'plans'>,
): Promise<ChunkRef[]> {
  const { chunks } = await plans.read(runId)
  const idOf = ({ table, n }: ChunkName) => `${n} ${table}`
  const wanted = new Set(names.map(idOf))
  const planned = chunks.filter((chunk) => wanted.has(idOf(chunk)))
  if (planned.length === wanted.size) return planned
  throw new RunFailedError(
    `${wanted.size - planned.length} of ${wanted.size} chunks are not in the plan of run ${runId}.`,
  )
}
