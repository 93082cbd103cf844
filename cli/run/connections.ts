import { ownMark } from '../../shared/adapters/files/process-mark.ts'
import { createLive } from '../../shared/adapters/mysql/publishing/live.ts'
import { createServed } from '../../shared/adapters/mysql/publishing/served.ts'
import { createSource } from '../../shared/adapters/mysql/reading/source.ts'
import { createShadow } from '../../shared/adapters/mysql/shadow/shadow.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import type { Config } from '../../shared/config/config.ts'
import type { Live, Ports } from '../../shared/ports.ts'
import { endpointOf } from './endpoints.ts'

/** The run's own connections: to ask the source, to change staging's live schema, and to its shadow schema. */
export interface Connections extends Pick<Ports, 'source' | 'shadow' | 'served' | 'live'> {
  /** Looks at the source while the snapshots open and are read, and locks its tables for a moment where that is needed. */
  readonly monitor: Wire
  /** Asks the source what its schema is. */
  readonly control: Wire
  close(): void
}

/** What opens staging for changes: its nightly database, beside which claims are kept, and what stops a swap that was not sent yet. */
export interface Changing {
  readonly nightly: Config
  readonly signal?: AbortSignal
  /** Whether Night has taken the run lock for this process. */
  readonly hasRunLock?: boolean
}

/** Connects to both sides; throws RunFailedError or DatabaseError that name the side and no login. */
export async function connectSides(config: Config, changing: Changing = { nightly: config }): Promise<Connections> {
  const [source, staging] = [endpointOf(config, 'source'), endpointOf(config, 'staging')]
  const wires: { close(): void }[] = []
  let isClosed = false
  const keep = async (wire: Promise<Wire>) => {
    const opened = await wire
    if (isClosed) opened.close()
    wires.push(opened)
    return opened
  }
  const close = () => {
    isClosed = true
    for (const wire of wires) wire.close()
  }
  try {
    const opening = [
      keep(openWire(source.url, 'source')),
      keep(openWire(source.url, 'plain')),
      keep(openWire(staging.url, 'staging')),
    ] as const
    for (const one of opening) one.catch(() => undefined)
    // In this order, so that of several that fail the same one is named each time.
    const [monitor, control, shadow] = [await opening[0], await opening[1], await opening[2]]
    const live = openLive(config, changing)
    wires.push(live)
    return {
      monitor,
      control,
      source: createSource(control, control, source.database, source.address),
      live,
      shadow: createShadow(shadow),
      served: createServed(async () => shadow),
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

/** Staging's live schema, to be changed by this process. It connects when it is first asked for something. */
export function openLive(config: Config, { nightly, signal, hasRunLock = false }: Changing): Live & { close(): void } {
  const { url, database, address } = endpointOf(config, 'staging')
  const { host, pid } = ownMark()
  return createLive({
    open: () => openWire(url, 'plain', { multiStatements: true }),
    database,
    address,
    nightly: endpointOf(nightly, 'staging').database,
    keepTables: config.staging.keep_tables,
    updates: config.own.settings.length > 0,
    keepsSpare: config.refresh.changes === 'auto' && database === endpointOf(nightly, 'staging').database,
    claimant: { kind: 'process', name: `process ${pid} on ${host}`, hasRunLock },
    ...(signal ? { stop: signal } : {}),
  })
}
