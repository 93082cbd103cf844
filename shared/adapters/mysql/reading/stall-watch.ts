import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseError, RunFailedError } from '../../../errors.ts'
import { quoteName } from '../../../schema/quote.ts'
import { listSessions, type Session } from '../wire/sessions.ts'
import type { Wire } from '../wire/wire.ts'

export interface StallWatch {
  /** Rejects with RunFailedError when production had to wait for the snapshot; the snapshot's connections are ended by then. */
  readonly stalled: Promise<never>
  stop(): void
}

export interface Watched {
  /** Asks, and ends the connections; it takes part in nothing. */
  readonly wire: Wire
  readonly database: string
  readonly connectionIds: readonly string[]
  /** Tables whose definition these connections hold at this moment; some of them wait for the table that they are at. */
  readonly held: (waiting: ReadonlySet<string>) => readonly string[]
}

const everyMilliseconds = 800

/**
 * Whoever reads a table holds its definition. An ALTER waits for that, and every SELECT of the application waits behind the ALTER: so once
 * in a while one asks as the application would. Where that takes a second, production is let go and the run ends. No privilege is needed.
 */
export function watchForStalls(watched: Watched): StallWatch {
  const { promise, reject } = Promise.withResolvers<never>()
  promise.catch(() => undefined)
  const ending = new AbortController()
  watch(watched, ending.signal).then(
    (error) => error && reject(error),
    // The connection is gone, or was closed: whoever reads meets the same.
    () => undefined,
  )
  return { stalled: promise, stop: () => ending.abort() }
}

async function watch({ wire, database, held, connectionIds }: Watched, signal: AbortSignal): Promise<Error | null> {
  await wire.execute('SET SESSION lock_wait_timeout = 1')
  while (!signal.aborted) {
    await pause(everyMilliseconds, undefined, { signal })
    const before = held(await waitingOf(wire, connectionIds))
    if (before.length === 0 || !(await wouldWait(wire, database, before))) continue
    const now = held(await waitingOf(wire, connectionIds))
    const inTheWay = before.filter((table) => now.includes(table))
    if (signal.aborted || inTheWay.length === 0) continue
    for (const id of connectionIds) await wire.execute(`KILL ${id}`).catch(() => undefined)
    return new RunFailedError(
      `${inTheWay.length === 1 ? inTheWay[0] : 'source'}: an ALTER, DROP, FLUSH or LOCK TABLES waited for the snapshot, and the application behind it, so the snapshot was given up. Nothing was published; run again when it has ended.`,
    )
  }
  return null
}

async function waitingOf(wire: Wire, connectionIds: readonly string[]): Promise<Set<string>> {
  const sessions = await listSessions(wire).catch(askAgain)
  const waiting = sessions.filter(
    ({ id, state }) => connectionIds.includes(id) && state.startsWith('Waiting for table'),
  )
  return new Set(waiting.map(({ id }) => id))
}

// What the server refuses once does not end the watch.
function askAgain(error: unknown): Session[] {
  if (!(error instanceof DatabaseError)) throw error
  return []
}

// A SELECT that queues behind an ALTER; all in one, which takes no rows and returns at once otherwise.
async function wouldWait(wire: Wire, database: string, tables: readonly string[]): Promise<boolean> {
  const parts = tables.map((table) => `(SELECT 1 FROM ${quoteName(database)}.${quoteName(table)} LIMIT 0)`)
  try {
    await wire.query(parts.join(' UNION ALL '))
    return false
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    return error.errno === lockWaitTimeout
  }
}

const lockWaitTimeout = 1205
