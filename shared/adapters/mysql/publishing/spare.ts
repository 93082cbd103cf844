import type { Spare, StagingState } from '../../../ports.ts'
import { takeSeal } from '../shadow/seal.ts'
import type { Wire } from '../wire/wire.ts'
import { type Marker, readMarker } from './marker.ts'
import { listPrevious } from './previous.ts'

/** Of the generations that rollback does not need the newest: run ids begin with their time. Null when none is kept. */
export async function findSpare(
  wire: Wire,
  database: string,
  { runId, previous }: Pick<StagingState, 'runId' | 'previous'>,
): Promise<{ schema: string; marker: Marker } | null> {
  let newest: { schema: string; marker: Marker } | null = null
  for (const schema of await listPrevious(wire, database)) {
    if (schema === previous?.schema) continue
    const marker = await readMarker(wire, schema)
    if (marker && marker.runId !== runId && marker.runId > (newest?.marker.runId ?? '')) newest = { schema, marker }
  }
  return newest
}

/** The same with its tables as they are. */
export async function readSpare(wire: Wire, database: string, state: StagingState): Promise<Spare | null> {
  const found = await findSpare(wire, database, state)
  if (!found) return null
  const { schema, marker } = found
  return { runId: marker.runId, schema, seal: await takeSeal(wire, schema) }
}
