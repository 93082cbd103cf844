import { OtherKeyError } from '../../errors.ts'
import { DigestFilter } from '../../masking/digests/digest-filter.ts'
import { passageWords } from '../../masking/digests/original-digest.ts'
import { originalsKind } from '../../masking/digests/original-kinds.ts'
import { transformers } from '../../masking/transformers/index.ts'
import { rulesWithin } from '../../policy/by-row/branches-of.ts'
import type { Plan } from '../../policy/plan.ts'
import type { Ports } from '../../ports.ts'
import { idOfValue } from '../../verification/coincidences.ts'
import { LeakScanner } from '../../verification/leak-scanner.ts'
import type { Evidence } from '../../verification/passing.ts'
import type { Recognised, SharedIndex, Sighting } from '../../verification/scan.ts'
import { definitionsOf, scanDefinitions } from '../../verification/scan-definitions.ts'
import { columnsByPlace } from './places.ts'

export type EvidencePorts = Pick<Ports, 'served' | 'plans' | 'originals' | 'notes' | 'originalsKey'>

/**
 * What the generation that staging serves says of some values: read there, and in what its run left. A sentence instead where that is
 * not known. Only these values' places are read.
 */
export async function gatherEvidence(
  plan: Plan,
  index: SharedIndex,
  values: readonly Recognised[],
  ports: EvidencePorts,
): Promise<Evidence | string> {
  const runId = await ports.served.runId(plan)
  if (runId === null) return 'staging serves nothing yet'
  const passed = new Set(((await ports.notes.read(runId, 'coincidences'))?.passed ?? []).map(idOfValue))
  const wasPassed = (value: Parameters<Evidence['wasPassed']>[0]) => passed.has(idOfValue(value))
  // What is verified is served: what this very run let stand may stand.
  if (runId === plan.runId)
    return {
      runId,
      wasPassed,
      wasMasked: () => false,
      wasOriginal: () => true,
      stood: (value) => countsOf(values, value),
    }
  const before = await ports.plans.find(runId)
  if (!before) return `the artifacts of run ${runId}, which staging serves, are gone`
  const originals = await originalsAmong(before, values, ports).catch(ofAnotherKey)
  if (originals === null) return `run ${runId}, which staging serves, was made with another key`
  const stood = await sightedThere(plan, index, values, ports)
  const masked = new Set(
    before.tables.flatMap(({ table, columns }) =>
      columns.filter(isSearchedFor).map(({ column }) => `${table}.${column}`),
    ),
  )
  return {
    runId,
    wasPassed,
    wasMasked: (of) => masked.has(of) && originals.columns.has(of),
    wasOriginal: ({ hi, lo }) => originals.found.has(digestId({ hi, lo })),
    stood: (value) => countsOf(stood, value),
  }
}

function ofAnotherKey(error: unknown): null {
  if (error instanceof OtherKeyError) return null
  throw error
}

function isSearchedFor({ rule }: Plan['tables'][number]['columns'][number]): boolean {
  return rulesWithin(rule).every((one) => originalsKind(transformers.get(one.mask)!, one) !== 'none')
}

function countsOf(sightings: readonly Sighting[], value: Parameters<Evidence['stood']>[0]) {
  const same = sightings.filter((sighting) => idOfValue(sighting) === idOfValue(value))
  const sum = (part: 'count' | 'whole') => same.reduce((total, sighting) => total + sighting[part], 0)
  return { count: sum('count'), whole: sum('whole') }
}

/** Those values that were real values then, of a kind that would have been a leak; and the columns that were digested at all. */
async function originalsAmong(
  { runId }: Plan,
  values: readonly Recognised[],
  { originals, originalsKey: key }: EvidencePorts,
) {
  const words = new Map(values.map((value) => [digestId(value), value.words]))
  const found = new Set<string>()
  const columns = new Set<string>()
  for (const step of ['survey', 'snapshot'] as const)
    for await (const chunk of originals.read(runId, step, key))
      for (const { table, column, kind, digests } of chunk) {
        columns.add(`${table}.${column}`)
        if (kind === 'common' || kind === 'none') continue
        for (let at = 0; at < digests.length; at += 2) {
          const id = digestId({ hi: digests[at]!, lo: digests[at + 1]! })
          const length = words.get(id)
          if (length !== undefined && (kind !== 'text' || length >= passageWords)) found.add(id)
        }
      }
  return { found, columns }
}

function digestId({ hi, lo }: { readonly hi: number; readonly lo: number }): string {
  return `${hi} ${lo}`
}

async function sightedThere(
  plan: Plan,
  { keyId, openers }: SharedIndex,
  values: readonly Recognised[],
  { served, originalsKey: key }: EvidencePorts,
): Promise<Sighting[]> {
  const filter = new DigestFilter(values.length)
  for (const { hi, lo } of values) filter.add(hi, lo)
  const index = { keyId, columns: [], values: filter.shared, openers, drawn: [] }
  const columns = columnsByPlace(plan)
  const places = new Set(values.map(({ place }) => place))
  const sightings: Sighting[] = []
  for (const place of places) {
    const placed = columns.get(place)
    if (!placed) continue
    const table = plan.schema.tables.find(({ name }) => name === placed.table.table)!
    const column = table.columns.find(({ name }) => name === placed.column)!
    const scanner = new LeakScanner(table.name, [{ column, masked: false, searched: true }], index, key)
    for await (const batch of served.read(plan, table.name, column.name)) scanner.scan(batch)
    sightings.push(...scanner.sightings())
  }
  if ([...places].every((place) => columns.has(place))) return sightings
  const there = definitionsOf(await served.introspect(plan)).filter(({ name }) => places.has(name))
  return [...sightings, ...[...scanDefinitions(there, index, key).values()].flat()]
}
