import type { Ports } from '../shared/ports.ts'
import { leakIndex } from '../shared/steps/leak-index.ts'
import type { SharedIndex } from '../shared/verification/scan.ts'

let warm: { readonly runId: string; readonly index: SharedIndex } | null = null

/** The index of a run, kept for the next batch of this container: reading all originals takes longer than a batch. */
export async function warmIndex(
  runId: string,
  ports: Pick<Ports, 'plans' | 'originals' | 'originalsKey'>,
): Promise<SharedIndex> {
  if (warm?.runId !== runId) warm = { runId, index: (await leakIndex(await ports.plans.read(runId), ports)).index }
  return warm.index
}
