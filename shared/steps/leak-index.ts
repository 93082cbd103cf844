import type { DigestKey, Originals } from '../masking/digests/originals.ts'
import { loadLocales } from '../policy/locales.ts'
import { localesOf } from '../policy/locales-of.ts'
import type { Plan } from '../policy/plan.ts'
import type { OriginalsReading, Ports } from '../ports.ts'
import { OriginalsCensus } from '../verification/originals-census.ts'
import { canaryOriginals, OriginalsIndex } from '../verification/originals-index.ts'
import { Recognition } from '../verification/recognition.ts'
import type { SharedIndex, Sighting } from '../verification/scan.ts'

export interface LeakIndex {
  readonly index: SharedIndex
  readonly census: OriginalsCensus
}

/** What the leak check looks for: every original that the run met, and the run's canaries. The same wherever it is made. */
export async function leakIndex(plan: Plan, ports: Pick<Ports, 'originals' | 'originalsKey'>): Promise<LeakIndex> {
  const canaries = canaryOriginals(plan.runId, ports.originalsKey)
  const stored = await ports.originals.index(plan.runId, ports.originalsKey)
  const census = new OriginalsCensus(stored?.census)
  if (stored) return { index: new OriginalsIndex(census, canaries, ports.originalsKey, stored).shared, census }
  for await (const chunk of originalsOf(plan, ports, 'counted')) census.add(chunk)
  const index = new OriginalsIndex(census, canaries, ports.originalsKey)
  for await (const chunk of originalsOf(plan, ports)) index.add(chunk)
  return { index: index.shared, census }
}

/** What was sighted, compared with the originals themselves. */
export async function recognise(
  plan: Plan,
  census: OriginalsCensus,
  sightings: readonly Sighting[],
  ports: Pick<Ports, 'originals' | 'originalsKey'>,
): Promise<Recognition> {
  await loadLocales(localesOf(plan))
  const recognition = new Recognition(plan, ports.originalsKey, census, sightings)
  recognition.add(canaryOriginals(plan.runId, ports.originalsKey))
  for await (const chunk of originalsOf(plan, ports)) recognition.add(chunk)
  return recognition
}

/** Of the surveyed columns, and of all others, as the snapshot met them. */
export async function* originalsOf(
  { runId }: Pick<Plan, 'runId'>,
  { originals, originalsKey: key }: { readonly originals: Ports['originals']; readonly originalsKey: DigestKey },
  reading: OriginalsReading = 'taken',
): AsyncGenerator<readonly Originals[]> {
  yield* originals.read(runId, 'survey', key, reading)
  yield* originals.read(runId, 'snapshot', key, reading)
}
