import type { Plan } from '../shared/policy/plan.ts'
import type { OriginalsStore, Ports } from '../shared/ports.ts'
import { datasetExclusions } from '../shared/steps/dataset-exclusions.ts'

/** The run's originals, with what its fakes may not equal. A dataset minds the last whole night too: same person, same pseudonym. */
export async function exclusionsFor(
  { runId, dataset }: Plan,
  ports: Pick<Ports, 'originals' | 'records' | 'plans' | 'key'>,
): Promise<OriginalsStore> {
  if (dataset === null) return ports.originals
  const { digests } = await datasetExclusions({ runId }, ports)
  return { ...ports.originals, exclusions: async () => digests }
}
