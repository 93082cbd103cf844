import { readClaim } from '../../shared/adapters/mysql/publishing/claim.ts'
import { readStagingState } from '../../shared/adapters/mysql/publishing/staging-state.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import type { Config } from '../../shared/config/config.ts'
import type { NightmaskError } from '../../shared/errors.ts'
import { describeStaging, type StagingReading } from '../../shared/steps/describe-staging.ts'
import { explain } from '../failure.ts'
import { endpointOf } from './endpoints.ts'

/** A failure with what staging holds now, as it was read over a connection of its own: the run's may be lost, or busy. */
export async function tellStaging(
  error: unknown,
  config: Config,
  run: { readonly nightly: Config; readonly runId: string | null },
): Promise<NightmaskError> {
  return explain(error).telling(describeStaging(await readStaging(config, run)))
}

async function readStaging(
  config: Config,
  { nightly, runId }: { readonly nightly: Config; readonly runId: string | null },
): Promise<StagingReading> {
  const { url, database } = endpointOf(config, 'staging')
  try {
    const wire = await openWire(url, 'plain')
    try {
      const state = await readStagingState(wire, database)
      const claim = await readClaim(wire, { nightly: endpointOf(nightly, 'staging').database, database })
      const other = claim && !claim.released && runId !== null && claim.runId !== runId ? claim : null
      return { state, takenOver: other && { runId: other.runId, by: other.name, at: other.since } }
    } finally {
      wire.close()
    }
  } catch (error) {
    return { unread: explain(error).message }
  }
}
