import { RunFailedError } from '../shared/errors.ts'
import type { Ports } from '../shared/ports.ts'
import type { ChunkRef } from '../shared/schema/chunk.ts'
import { type Pack, packsOf } from '../shared/schema/packs.ts'

/** A chunk as a workflow names it: bounds may be values of a kept key, and are in the plan alone, not in a history that people look at. */
export type ChunkName = Pick<ChunkRef, 'table' | 'n'>

/** The packs of the plan whose first chunks have these names. */
export async function plannedPacks(
  runId: string,
  names: readonly ChunkName[],
  { plans }: Pick<Ports, 'plans'>,
): Promise<Pack[]> {
  const { chunks } = await plans.read(runId)
  const idOf = ({ table, n }: ChunkName) => `${n} ${table}`
  const wanted = new Set(names.map(idOf))
  const planned = packsOf(chunks).filter(([first]) => wanted.has(idOf(first)))
  if (planned.length === wanted.size) return planned
  throw new RunFailedError(
    `${wanted.size - planned.length} of ${wanted.size} chunks are not in the plan of run ${runId}.`,
  )
}
