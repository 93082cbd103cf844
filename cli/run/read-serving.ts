import { readServing as readServingOver } from '../../shared/adapters/mysql/publishing/staging-state.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import type { Serves } from '../../shared/audit/record.ts'
import type { Config } from '../../shared/config/config.ts'
import type { Serving } from '../../shared/ports.ts'
import { servesOf } from '../../shared/steps/serving.ts'
import { systemClock } from './clock.ts'
import { type Endpoint, endpointOf } from './endpoints.ts'

/** What staging serves, over a connection of its own: those of a run may be busy or gone. Throws what connecting throws. */
export async function readServing({ url, database, address }: Endpoint): Promise<Serving> {
  const wire = await openWire(url, 'plain')
  try {
    return await readServingOver(wire, database, address)
  } finally {
    wire.close()
  }
}

/** The same for a record: null when staging cannot be asked. */
export async function readServes(staging: Endpoint): Promise<Serves | null> {
  const serving = await readServing(staging).catch(() => null)
  return serving && servesOf(serving, systemClock.now())
}

/** Staging as a run of before named it; null when this configuration knows no server of that address. */
export function stagingOf(
  config: Config,
  { address, database }: { address: string; database: string },
): Endpoint | null {
  if (!config.staging.url) return null
  const own = endpointOf(config, 'staging')
  if (own.address !== address) return null
  const url = new URL(own.url)
  url.pathname = `/${encodeURIComponent(database)}`
  return { ...own, url: url.href, database }
}
