import { DatabaseError } from '../../../errors.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Wire } from '../wire/wire.ts'

export interface TableLocks {
  /** Takes the locks. */
  readonly monitor: Wire
  /** Ends the waiting for them. */
  readonly control: Wire
  readonly database: string
  readonly tables: readonly string[]
}

const tries = 2
const betweenTriesMilliseconds = 500
const waitMilliseconds = 1000

/**
 * Holds every writer of the tables while `work` goes on; each has ended its transaction before. A clause that says why not, where the
 * locks are not to be had within a second. While it waits, nobody waits for it: writers pass a LOCK TABLES … READ that is not granted.
 */
export async function whileLocked<Result>(locks: TableLocks, work: () => Promise<Result>): Promise<Result | string> {
  const { monitor } = locks
  // One second each: rounded up, since the server counts whole ones, and for all tables together by the clock below.
  await monitor.execute('SET SESSION lock_wait_timeout = 1')
  for (let left = tries; ; left--) {
    const refusal = await lock(locks)
    try {
      if (refusal === null) return (await passedByXa(monitor)) ?? (await work())
    } finally {
      if (refusal === null) await monitor.execute('UNLOCK TABLES')
    }
    if (denied.has(refusal)) return 'its user may not lock tables'
    if (!waited.has(refusal)) return `the server answered error ${refusal} to LOCK TABLES`
    if (left === 1) return `a writer did not end within a second, at ${tries} tries, so its tables could not be locked`
    await new Promise((resolve) => setTimeout(resolve, betweenTriesMilliseconds))
  }
}

const denied: ReadonlySet<number> = new Set([1044, 1142, 1143, 1227])
// A lock was not granted in time, or the waiting was ended.
const waited: ReadonlySet<number> = new Set([1205, 1317])

/** Null when they are held, else the number of the server's error. */
async function lock({ monitor, control, database, tables }: TableLocks): Promise<number | null> {
  const [[id] = []] = await monitor.query('SELECT CONNECTION_ID()')
  const wanted = tables.map((table) => `${quoteName(database)}.${quoteName(table)} READ`)
  let ended: Promise<unknown> | null = null
  const clock = setTimeout(() => {
    ended = control.execute(`KILL QUERY ${id}`).catch(() => undefined)
  }, waitMilliseconds)
  try {
    await monitor.execute(`LOCK TABLES ${wanted.join(', ')}`)
    return null
  } catch (error) {
    if (error instanceof DatabaseError) return error.errno
    throw error
  } finally {
    clearTimeout(clock)
    await ended
  }
}

// MariaDB: a prepared XA transaction whose connection is gone has lost its locks, and its COMMIT passes ours.
async function passedByXa(monitor: Wire): Promise<string | null> {
  const prepared = await monitor.query('XA RECOVER').catch(() => [])
  return prepared.length > 0 ? 'an XA transaction is prepared, whose commit no lock holds' : null
}
