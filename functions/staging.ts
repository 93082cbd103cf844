import { assertLoadsFromS3 } from '../shared/adapters/mysql/shadow/loads-from-s3.ts'
import {
  dropExpiredDatasets,
  dropUnusedSchema,
  makeDatasetSchema,
} from '../shared/adapters/mysql/shadow/subset-staging.ts'
import { openWire } from '../shared/adapters/mysql/wire/connect.ts'
import type { Config } from '../shared/config/config.ts'
import type { ServerIdentity } from '../shared/policy/plan.ts'
import type { Generations, Live } from '../shared/ports.ts'
import type { StagingFacts } from '../shared/steps/plan.ts'
import type { Closing } from './closing.ts'
import { keepsSpare, openLive, stagingUrl } from './databases.ts'
import { loadsFromS3 } from './environment.ts'
import type { RunRef } from './events.ts'

/** What staging says of itself, and of its generations. */
export type StagingProver = (
  source: ServerIdentity,
) => Promise<{ readonly facts: StagingFacts; readonly generations: Generations }>

/**
 * The nightly staging proves itself first: nothing is written to a server that holds none. Then expired datasets go, and a dataset's
 * own schema is made and proves itself too.
 */
export function openProver(run: RunRef, config: Config, closing: Closing): StagingProver {
  const prove = async (of: RunRef | null, source: ServerIdentity) => {
    const live = await openLive(of, config, closing)
    const keepTables = of?.dataset ? [] : config.staging.keep_tables
    const identity = await live.prove(source, keepTables)
    return { identity, loadMethod: await loadMethodOf(live, closing), keptThere: await live.has(keepTables) }
  }
  return async (source) => {
    const nightly = await prove(null, source)
    const wire = closing.add(await openWire(await stagingUrl(null), 'plain'))
    await dropExpiredDatasets(wire)
    if (run.dataset) await makeDatasetSchema(wire, run.dataset.schema)
    const facts = run.dataset ? await prove(run, source) : nightly
    const live = await openLive(run, config, closing)
    await live.claim(run.runId)
    return { facts, generations: keepsSpare(run, config) ? await live.generations() : { serves: null, spare: null } }
  }
}

async function loadMethodOf(live: Live, closing: Closing): Promise<StagingFacts['loadMethod']> {
  if (!loadsFromS3()) return live.loadMethod()
  await assertLoadsFromS3(closing.add(await openWire(await stagingUrl(null), 'plain')))
  return 's3'
}

export interface Leftovers {
  /** Drops the schema of a dataset in which nothing was published. */
  dropUnused(): Promise<void>
  /** Waits until no function of the run changes staging any more, makes whole what one left half-done, and gives staging back. */
  release(): Promise<void>
}

export async function openLeftovers(run: RunRef, config: Config, closing: Closing): Promise<Leftovers> {
  const wire = closing.add(await openWire(await stagingUrl(null), 'plain'))
  return {
    async dropUnused() {
      if (run.dataset) await dropUnusedSchema(wire, run.dataset.schema)
    },
    release: async () => (await openLive(run, config, closing)).release(run.runId),
  }
}
