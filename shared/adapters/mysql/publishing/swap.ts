import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseError, InterruptedError, RunFailedError } from '../../../errors.ts'
import { quoteText } from '../../../schema/quote.ts'
import type { ServerFamily } from '../../../schema/schema.ts'
import { serverFlavour } from '../catalog/introspect.ts'
import { listTables, listTriggers, listViews } from '../catalog/tables.ts'
import type { Wire } from '../wire/wire.ts'
import { type Marker, readMarker } from './marker.ts'
import { settle } from './settle.ts'
import { changedPrograms, lockSql, type Swap, swapSql } from './swap-sql.ts'
import { dropSwapViews, stageViews } from './swap-views.ts'

const defaultLockWaitSeconds = 8
const mostAttempts = 5
const pauseMilliseconds = 1500
/** Lock wait timeout, the deadlock that MySQL reports between waiting locks, a statement that was killed, a trigger that somebody has just made. */
const passing = [1205, 1213, 1317, 1435]
/** A view that cannot be locked: what it refers to is gone, or its definer. */
const unlockableView = [1356, 1449, 1142]

export interface SwapRequest {
  readonly live: string
  readonly next: string
  readonly previous: string
  readonly keepTables: readonly string[]
  readonly marker: Marker
  /** Looks once more, under the locks, whether this may go live, and throws when it may not. */
  readonly check?: (wire: Wire) => Promise<void>
  /** Aborted: the swap is taken back unless it was sent already. */
  readonly stop?: AbortSignal | undefined
  /** How long one try waits for readers, 8 s when nothing is said. */
  readonly lockWaitSeconds?: number
}

/** Swaps over one connection, again while readers are in the way. Returns the attempts made. */
export async function swap(wire: Wire, request: SwapRequest): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      await tryOnce(wire, request)
      return attempt
    } catch (error) {
      if (!(error instanceof DatabaseError) || !passing.includes(error.errno)) throw error
      await settle(wire, request.live)
      if ((await readMarker(wire, request.live))?.runId === request.marker.runId) throw error
      if (attempt === mostAttempts) throw blocked(request.live)
      await pause(pauseMilliseconds * attempt, undefined, { signal: request.stop }).catch(() => undefined)
      stopIfAsked(request)
    }
  }
}

async function tryOnce(wire: Wire, request: SwapRequest): Promise<void> {
  const found = await describe(wire, request)
  // Tables that stay unlocked cannot be asked for under the locks of the others.
  if (found.unlockable.length > 0) await request.check?.(wire)
  const statements = await lock(wire, found)
  try {
    if (found.unlockable.length === 0) await request.check?.(wire)
    stopIfAsked(request)
  } catch (error) {
    // A connection that is lost has given its locks back.
    await wire
      .execute('UNLOCK TABLES')
      .then(() => dropSwapViews(wire, request.live))
      .catch(() => undefined)
    throw error
  }
  // A routine's text may end in a comment, so the semicolon stands on a line of its own.
  await wire.multi(statements.join('\n;\n'))
}

/** Takes the locks, and returns the statements of the swap that goes with them. */
async function lock(wire: Wire, found: Swap): Promise<string[]> {
  try {
    for (const statement of lockSql(found)) await wire.execute(statement)
    return swapSql(found)
  } catch (error) {
    if (!found.locksViews || !(error instanceof DatabaseError) || !unlockableView.includes(error.errno)) throw error
    return lock(wire, { ...found, locksViews: false })
  }
}

async function describe(wire: Wire, request: SwapRequest): Promise<Swap> {
  const { live, next, previous, keepTables, marker } = request
  const { family } = await serverFlavour(wire)
  const old = await readMarker(wire, live)
  const changed = changedPrograms(old, marker.programs)
  const views = changed.filter(({ type }) => type === 'view')
  const isReplaced = (table: string) => !keepTables.includes(table)
  return {
    family,
    live,
    next,
    previous,
    liveTables: (await listTables(wire, live)).filter(isReplaced),
    nextTables: await listTables(wire, next),
    liveTriggers: (await listTriggers(wire, live)).flatMap(({ name, table }) => (isReplaced(table) ? [name] : [])),
    stagedViews: await stageViews(wire, live, views, marker.sourceDatabase),
    liveViews: await listViews(wire, live),
    unlockable: await listUnlockable(wire, family, [live, next]),
    locksViews: true,
    oldPrograms: old?.programs ?? [],
    newPrograms: marker.programs,
    changed,
    writtenFor: marker.sourceDatabase,
    lockWaitSeconds: request.lockWaitSeconds ?? defaultLockWaitSeconds,
  }
}

/**
 * Tables without transactions where the server enforces GTID consistency: MySQL then refuses LOCK TABLES of both kinds at once (1785).
 * nightmask's own tables always have transactions, so there are both.
 */
async function listUnlockable(wire: Wire, family: ServerFamily, schemas: readonly string[]): Promise<string[]> {
  if (family === 'mariadb') return []
  const rows = await wire.query(
    `SELECT DISTINCT t.table_name FROM information_schema.tables t JOIN information_schema.engines e ON e.engine = t.engine
     WHERE t.table_schema IN (${schemas.map(quoteText).join(', ')}) AND e.transactions = 'NO' AND @@global.enforce_gtid_consistency = 'ON'`,
  )
  return rows.map(([name]) => name ?? '')
}

function stopIfAsked({ stop }: SwapRequest): void {
  if (stop?.aborted) throw new InterruptedError()
}

function blocked(live: string): RunFailedError {
  return new RunFailedError(
    `${live}: somebody kept a table in use through ${mostAttempts} tries. End long transactions on staging and use --resume.`,
  )
}
