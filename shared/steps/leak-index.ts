import type { Originals } from '../masking/originals.ts'
import { loadLocales } from '../policy/locales.ts'
import { localesOf } from '../policy/locales-of.ts'
import type { Plan } from '../policy/plan.ts'
import type { Ports } from '../ports.ts'
import { hatchCanaries } from '../verification/canaries.ts'
import { buildIndex } from '../verification/originals-index.ts'
import type { SharedIndex } from '../verification/scan.ts'

/** What the leak check looks for: every original that the run's snapshot met, and the run's canaries. The same wherever it is made. */
export async function leakIndex(plan: Plan, ports: Pick<Ports, 'originals' | 'key'>): Promise<SharedIndex> {
  const originals: Originals[] = []
  for await (const chunk of ports.originals.read(plan.runId, 'snapshot')) originals.push(...chunk)
  await loadLocales(localesOf(plan))
  return buildIndex(plan, ports.key, originals, hatchCanaries(plan.runId))
}
