import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseError, RunFailedError } from '../../errors.ts'
import { quoteText } from '../../schema/quote.ts'
import type { ServerFamily } from '../../schema/schema.ts'
import { serverFlavour } from './introspect.ts'
import { type Marker, readMarker } from './marker.ts'
import { createProgramsSql } from './program-sql.ts'
import { swapSql } from './swap-sql.ts'
import { listProgramNames, listTables } from './tables.ts'
import type { Wire } from './wire.ts'

const defaultLockWaitSeconds = 8
const mostAttempts = 5
const pauseMilliseconds = 1500
/** Lock wait timeout, and the deadlock that MySQL reports between waiting locks. */
const passing = [1205, 1213]

export interface SwapRequest {
  readonly live: string
  readonly next: string
  readonly previous: string
  readonly keepTables: readonly string[]
  readonly marker: Marker
  /** How long one try waits for readers, 8 s when nothing is said. */
  readonly lockWaitSeconds?: number
}

/** Swaps in one packet of statements, again while readers are in the way. Returns the tables that went live and the attempts made. */
export async function swap(wire: Wire, request: SwapRequest): Promise<{ tables: number; attempts: number }> {
  for (let attempt = 1; ; attempt++) {
    const old = await readMarker(wire, request.live)
    const nextTables = await listTables(wire, request.next)
    const statements = await swapStatements(wire, request, old, nextTables)
    try {
      // A routine's text may end in a comment, so the semicolon stands on a line of its own.
      await wire.multi(statements.join('\n;\n'))
      return { tables: nextTables.length, attempts: attempt }
    } catch (error) {
      await wire.execute('UNLOCK TABLES')
      const failure = await explain(wire, request, error)
      if (old && !(await isSwapped(wire, request))) await restorePrograms(wire, request.live, old)
      if (failure !== 'again' || attempt === mostAttempts) throw failure === 'again' ? blocked(request.live) : failure
      await pause(pauseMilliseconds * attempt)
    }
  }
}

/** Makes the programs that a generation's marker lists and that are not there: after a crash between swap and programs. */
export async function restorePrograms(wire: Wire, live: string, marker: Marker): Promise<void> {
  const there = await listProgramNames(wire, live)
  const missing = marker.programs.filter(({ type, name }) => !there.has(`${type} ${name}`))
  for (const statement of createProgramsSql(missing, marker.sourceDatabase, live)) await wire.execute(statement)
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

async function swapStatements(wire: Wire, request: SwapRequest, old: Marker | null, nextTables: readonly string[]) {
  const { live, next, previous, keepTables, marker } = request
  const triggers = await wire.query(
    `SELECT trigger_name, event_object_table FROM information_schema.triggers WHERE trigger_schema = ${quoteText(live)}`,
  )
  const { family } = await serverFlavour(wire)
  return swapSql({
    family,
    live,
    next,
    previous,
    liveTables: (await listTables(wire, live)).filter((table) => !keepTables.includes(table)),
    nextTables,
    liveTriggers: triggers.flatMap(([name, table]) => (name && !keepTables.includes(table ?? '') ? [name] : [])),
    unlockable: await listUnlockable(wire, family, [live, next]),
    oldPrograms: old?.programs ?? [],
    newPrograms: marker.programs,
    writtenFor: marker.sourceDatabase,
    lockWaitSeconds: request.lockWaitSeconds ?? defaultLockWaitSeconds,
  })
}

async function isSwapped(wire: Wire, { live, marker }: SwapRequest): Promise<boolean> {
  return (await readMarker(wire, live))?.runId === marker.runId
}

async function explain(wire: Wire, request: SwapRequest, error: unknown): Promise<Error | 'again'> {
  if (!(error instanceof DatabaseError)) throw error
  if (await isSwapped(wire, request)) {
    return new RunFailedError(
      `${request.live}: the new generation is live, but a view, routine or trigger could not be made (error ${error.errno}); rollback brings the old generation back.`,
    )
  }
  return passing.includes(error.errno) ? 'again' : error
}

function blocked(live: string): RunFailedError {
  return new RunFailedError(
    `${live}: somebody kept a table in use through ${mostAttempts} tries; the old generation serves. End long transactions on staging and use --resume.`,
  )
}
