import { RunFailedError } from '../../../errors.ts'
import type { Publication, StagingState } from '../../../ports.ts'
import { quoteName } from '../../../schema/quote.ts'
import { listTables } from '../catalog/tables.ts'
import { dropSchema } from '../wire/drop-schema.ts'
import type { Wire } from '../wire/wire.ts'
import type { LiveSession } from './live-session.ts'
import { extendMarker, type Marker, markerSql, markerTable, readMarker } from './marker.ts'
import { dropOlder, emptyPrevious } from './previous.ts'
import { settle } from './settle.ts'
import { findSpare } from './spare.ts'
import { swap } from './swap.ts'

/** One change of what staging serves. */
export interface Change {
  readonly database: string
  readonly keepTables: readonly string[]
  /** The schema that goes live, and its marker. */
  readonly next: string
  readonly marker: Omit<Marker, 'tables' | 'previous' | 'whole'>
  /** Looks whether it may be done, and throws when it may not: before anything is written over a connection, and under the locks of the swap. */
  readonly allowed: (wire: Wire) => Promise<void>
  readonly check: (wire: Wire) => Promise<void>
  readonly stop?: AbortSignal | undefined
  /** Whether one generation more is kept than rollback needs, for a night by changes. */
  readonly keepsSpare: boolean
}

/** A connection that is lost is opened again so often. */
const mostConnections = 3

/**
 * Makes a generation live and comes back only when it knows what staging holds: after an error, or when the connection was lost, it connects
 * again, waits until the server has ended what it was at, and reads. What was live is let go when the new generation was read back whole.
 */
export async function changeGenerations(session: LiveSession, change: Change): Promise<Publication> {
  const { database, marker } = change
  const before = await session.steadily((wire) => readMarker(wire, database))
  for (let connections = 1; ; connections++) {
    await session.prepare()
    const wire = await session.wire()
    const attempt = await tryChange(wire, change)
    const state = await session.steadily((now) => settle(now, database))
    if (state.runId === marker.runId) {
      const publication = await session.steadily((now) => readPublication(now, database, state))
      // What stays is dropped by the next run.
      await session.steadily((now) => letGo(now, change, state)).catch(() => undefined)
      return { ...publication, previousRunId: before?.runId ?? null, attempts: attempt.attempts }
    }
    // An answer of the server is final; a lost connection is not.
    const isLost = (await session.wire()) !== wire
    if (!isLost || connections === mostConnections || state.runId !== (before?.runId ?? null)) throw attempt.error
  }
}

async function tryChange(wire: Wire, change: Change): Promise<{ attempts: number; error: unknown }> {
  try {
    const { database: live, next, keepTables, check, stop } = change
    await change.allowed(wire)
    const { previous, marker } = await prepare(wire, change)
    return { attempts: await swap(wire, { live, next, previous, keepTables, marker, check, stop }), error: null }
  } catch (error) {
    return { attempts: 1, error }
  }
}

/** An empty schema for what is live, and the marker that names it in what goes live. */
async function prepare(wire: Wire, { database, next, marker }: Change): Promise<{ previous: string; marker: Marker }> {
  const first = (await readMarker(wire, database)) === null
  const previous = await emptyPrevious(wire, database, marker.runId)
  const tables = (await listTables(wire, next)).filter((table) => table !== markerTable)
  const whole: Marker = { ...marker, tables, previous: first ? null : previous, whole: false }
  await extendMarker(wire, next)
  for (const statement of markerSql(next, whole)) await wire.execute(statement)
  if (!first) await wire.execute(`CREATE DATABASE IF NOT EXISTS ${quoteName(previous)}`)
  return { previous, marker: whole }
}

/** The schema that went live is empty by now, and goes with what nobody needs any more. */
async function letGo(wire: Wire, { database, next, keepsSpare }: Change, state: StagingState): Promise<void> {
  if ((await readMarker(wire, next)) === null) await dropSchema(wire, next)
  const spare = keepsSpare ? await findSpare(wire, database, state) : null
  await dropOlder(wire, database, state, spare?.schema ?? null)
}

/** What is live, as a publication that found it so. Throws RunFailedError when it is not whole. */
export async function readPublication(wire: Wire, database: string, state: StagingState): Promise<Publication> {
  const { runId, previous, whole } = state
  if (!whole) throw incomplete(database, state)
  const tables = (await readMarker(wire, database))?.tables ?? []
  return {
    runId: runId ?? '',
    tables: tables.length,
    previousSchema: previous?.schema ?? null,
    previousRunId: previous?.runId ?? null,
    attempts: 1,
  }
}

function incomplete(database: string, { missing }: StagingState): RunFailedError {
  const what = missing.length > 0 ? missing.join(', ') : 'a view, routine or event of another text than before'
  return new RunFailedError(
    `${database}: the new generation is live, but this could not be made: ${what}; rollback brings the old generation back.`,
  )
}
