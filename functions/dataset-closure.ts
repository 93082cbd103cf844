import { createKeyLookup } from '../shared/adapters/mysql/reading/subset-lookup.ts'
import type { KeyLists } from '../shared/adapters/mysql/reading/subset-read.ts'
import { type LookupPlace, whileLookingUp } from '../shared/adapters/mysql/reading/watched-lookup.ts'
import type { Wire } from '../shared/adapters/mysql/wire/wire.ts'
import type { Config } from '../shared/config/config.ts'
import type { Plan } from '../shared/policy/plan.ts'
import { datasetNamed, datasetRequest } from '../shared/steps/dataset-request.ts'
import { closeSubset } from '../shared/subset/close-subset.ts'

/** The keys of the plan's dataset, found by indexed look-ups within the snapshot of this connection; null for a whole night. */
export async function closeDataset(
  plan: Plan,
  config: Config,
  rows: Wire,
  place: LookupPlace,
): Promise<KeyLists | null> {
  if (plan.dataset === null) return null
  const dataset = datasetNamed(config, plan.dataset)
  const { max_rows: maxRows, max_seconds: maxSeconds } = dataset
  const request = datasetRequest(dataset, config.references, plan.seed.value, plan.skippedTables)
  const lookup = await createKeyLookup(rows, plan.schema, maxSeconds)
  const limits = { maxRows, maxSeconds, now: () => performance.now() }
  const { result } = await whileLookingUp(place, lookup, (watched) =>
    closeSubset(request, plan.schema, watched, limits),
  )
  return new Map(result.tables.map(({ table, keys }) => [table, keys]))
}
