import { dropExpiredDatasets, makeDatasetSchema } from '../../shared/adapters/mysql/shadow/subset-staging.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import type { Config } from '../../shared/config/config.ts'
import { UsageError } from '../../shared/errors.ts'
import { ownOfDataset } from '../../shared/policy/staging-own.ts'
import { datasetSchema } from '../../shared/schema/names.ts'
import { datasetNamed } from '../../shared/steps/dataset-request.ts'
import type { Progress, RunOptions } from '../progress.ts'
import { connectSides } from './connections.ts'
import { endpointOf } from './endpoints.ts'

/** A dataset's run has a staging of its own: another schema of the same server, with nothing kept in it and nothing seeded. */
export function towardsDataset(options: RunOptions): RunOptions {
  const { config, dataset } = options
  if (dataset === null) return options
  const live = endpointOf(config, 'staging')
  const schema = datasetNamed(config, dataset).schema ?? datasetSchema(live.database, dataset)
  if (schema.toLowerCase() === live.database.toLowerCase())
    throw new UsageError(`datasets.${dataset}: its schema ${schema} is staging itself; name another.`)
  const url = new URL(live.url)
  url.pathname = `/${encodeURIComponent(schema)}`
  return {
    ...options,
    config: {
      ...config,
      staging: { ...config.staging, url: url.href, keep_tables: [] },
      own: ownOfDataset(config.own),
      seed: { ...config.seed, edge_cases: [], cases: [] },
    },
  }
}

/**
 * Before a run connects: datasets whose time has come are dropped, and a dataset's schema is made; true when it was. Staging
 * proves itself first: nothing is written to a server that holds none.
 */
export async function prepareDatasets(nightly: Config, own: Config, progress: Progress): Promise<boolean> {
  const { source, live, close } = await connectSides(nightly)
  try {
    await live.prove(await source.identity(), nightly.staging.keep_tables)
  } finally {
    close()
  }
  const wire = await openWire(endpointOf(nightly, 'staging').url, 'plain')
  try {
    for (const schema of await dropExpiredDatasets(wire)) progress.note(`Dropped the expired dataset ${schema}.`)
    return nightly !== own && (await makeDatasetSchema(wire, endpointOf(own, 'staging').database))
  } finally {
    wire.close()
  }
}
