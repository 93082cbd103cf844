import { openWire } from '../../shared/adapters/mysql/connect.ts'
import { createLive } from '../../shared/adapters/mysql/live.ts'
import { createServed } from '../../shared/adapters/mysql/served.ts'
import { createShadow } from '../../shared/adapters/mysql/shadow.ts'
import { createSource, openSourceControl } from '../../shared/adapters/mysql/source.ts'
import type { Wire } from '../../shared/adapters/mysql/wire.ts'
import type { Config } from '../../shared/config/config.ts'
import { RunFailedError } from '../../shared/errors.ts'
import type { Ports } from '../../shared/ports.ts'
import { artifactName } from '../../shared/schema/names.ts'
import { type Endpoint, endpointOf } from './endpoints.ts'

/** The run's own connections: to ask the source, to change staging's live schema, and to its shadow schema. */
export interface Connections extends Pick<Ports, 'source' | 'shadow' | 'served' | 'live'> {
  /** Looks at the source while the snapshots open and are read, and locks its tables for a moment where that is needed. */
  readonly monitor: Wire
  /** Asks the source what its schema is. */
  readonly control: Wire
  /** Takes staging for this run, until the connections close; throws RunFailedError while another run has it. */
  claimStaging(): Promise<void>
  close(): void
}

/** Connects to both sides; throws RunFailedError or DatabaseError that name the side and no login. */
export async function connectSides(config: Config): Promise<Connections> {
  const [source, staging] = [endpointOf(config, 'source'), endpointOf(config, 'staging')]
  const wires: Wire[] = []
  const keep = async (wire: Promise<Wire>) => {
    wires.push(await wire)
    return wires.at(-1)!
  }
  const close = () => {
    for (const wire of wires) wire.close()
  }
  try {
    const monitor = await keep(openWire(source.url, 'source'))
    const control = await keep(openSourceControl(source.url))
    const shadow = await keep(openWire(staging.url, 'staging'))
    const live = await keep(openWire(staging.url, 'plain', { multiStatements: true }))
    return {
      monitor,
      control,
      source: createSource(control, control, source.database, source.address),
      live: createLive(live, staging.database, staging.address, config.staging.keep_tables),
      shadow: createShadow(shadow),
      served: createServed(async () => shadow),
      claimStaging: () => claim(live, staging),
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

// Two runs with artifacts of their own could still meet in one staging.
async function claim(wire: Wire, { database, address }: Endpoint): Promise<void> {
  const [[claimed] = []] = await wire.query(`SELECT GET_LOCK('nightmask-${artifactName(database.toLowerCase())}', 0)`)
  if (claimed !== '1')
    throw new RunFailedError(`staging ${address}/${database}: another run is at work there; wait for its end.`)
}
