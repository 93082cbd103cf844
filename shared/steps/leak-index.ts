import type { DigestKey, Originals } from '../masking/digests/originals.ts'
import { loadLocales } from '../policy/locales.ts'
import { localesOf } from '../policy/locales-of.ts'
import type { Plan } from '../policy/plan.ts'
import type { OriginalsReading, Ports } from '../ports.ts'
import { OriginalsCensus } from '../verification/originals-census.ts'
import { canaryOriginals, type KeptIndex, OriginalsIndex, type StoredIndex } from '../verification/originals-index.ts'
import { type KnownDigest, Recognition } from '../verification/recognition.ts'
import type { SharedIndex, Sighting } from '../verification/scan.ts'
import { sealOfFilters } from './seals.ts'

type IndexPorts = Pick<Ports, 'originals' | 'originalsKey'>

export interface LeakIndex {
  readonly index: SharedIndex
  readonly census: OriginalsCensus
  /** What an earlier run had kept is not as that run had sealed it; absent for no. */
  readonly altered?: true
  /** To be kept for a later night that finds the same real values; null where it lies with the run already. */
  readonly unkept: StoredIndex | KeptIndex | null
}

/**
 * What the leak check looks for: every original that the run met, and the run's canaries. The same wherever it is made. `same`: an earlier
 * run that met the very same originals, if there is one: what it kept is not made again.
 */
export async function leakIndex(plan: Plan, ports: IndexPorts, same: string | null = null): Promise<LeakIndex> {
  const { originals, originalsKey } = ports
  const canaries = canaryOriginals(plan.runId, originalsKey)
  const own = await originals.index(plan.runId, originalsKey)
  const kept = own || same === null ? null : await keptIndex(same, plan, ports)
  const altered = kept === 'altered'
  const stored = own ?? (altered ? null : kept)
  if (!stored) {
    const { index, census, stored: made } = await makeIndex(plan, canaries, ports)
    const unkept = plan.refresh ? { ...made, seal: sealOfFilters(plan, plan.runId, made, originalsKey) } : made
    return { index, census, unkept, ...(altered ? { altered } : {}) }
  }
  const seal = own ? '' : sealOfFilters(plan, plan.runId, stored, originalsKey)
  const census = new OriginalsCensus(stored.census)
  const { shared } = new OriginalsIndex(census, canaries, originalsKey, stored)
  return { index: shared, census, unkept: own || same === null ? null : { keptBy: same, seal } }
}

/** Null where the run kept none. */
async function keptIndex(
  runId: string,
  plan: Plan,
  { originals, originalsKey }: IndexPorts,
): Promise<StoredIndex | 'altered' | null> {
  const stored = await originals.index(runId, originalsKey).catch(() => 'altered' as const)
  if (stored === null || stored === 'altered') return stored
  return stored.seal === sealOfFilters(plan, runId, stored, originalsKey) ? stored : 'altered'
}

/** Reads all originals twice: to count them, and to put them into filters of that size. */
export async function makeIndex(
  plan: Plan,
  canaries: readonly Originals[],
  ports: { readonly originals: Ports['originals']; readonly originalsKey: DigestKey },
): Promise<{ readonly index: SharedIndex; readonly census: OriginalsCensus; readonly stored: StoredIndex }> {
  const census = new OriginalsCensus()
  for await (const chunk of originalsOf(plan, ports, 'counted')) census.add(chunk)
  const counts = census.counts()
  const index = new OriginalsIndex(census, canaries, ports.originalsKey)
  const drawn: Originals[] = []
  for await (const chunk of originalsOf(plan, ports)) {
    index.add(chunk)
    for (const entry of chunk) if (entry.drawn) drawn.push({ ...entry, ...none, drawn: entry.drawn.slice() })
  }
  const { values, openers } = index.shared
  return { index: index.shared, census, stored: { census: counts, values, openers, drawn } }
}

const none = { digests: new Uint32Array(), openers: new Uint32Array() }

/**
 * What was sighted, compared with the originals themselves; canaries, which were planted, with themselves. `told`: what an earlier run has told of
 * its sightings that met the very same originals. Where there are no others, no original need be read.
 */
export async function recognise(
  plan: Plan,
  census: OriginalsCensus,
  { sightings, planted }: { readonly sightings: readonly Sighting[]; readonly planted: readonly Sighting[] },
  told: readonly KnownDigest[] | null,
  ports: Pick<Ports, 'originals' | 'originalsKey'>,
): Promise<{ readonly recognition: Recognition; readonly told: readonly KnownDigest[] }> {
  await loadLocales(localesOf(plan))
  const recognition = new Recognition(plan, ports.originalsKey, census, [...sightings, ...planted])
  recognition.learn(told ?? [])
  if (told === null || !recognition.hasLearnt(sightings))
    for await (const chunk of originalsOf(plan, ports)) recognition.add(chunk)
  const known = recognition.told(sightings)
  recognition.add(canaryOriginals(plan.runId, ports.originalsKey))
  return { recognition, told: known }
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
