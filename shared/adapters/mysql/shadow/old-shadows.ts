import { generationPrefix, generationSchema } from '../../../schema/names.ts'
import { listClaims } from '../publishing/claim.ts'
import { stagingLockHolder } from '../publishing/staging-lock.ts'
import { dropSchema } from '../wire/drop-schema.ts'
import type { Wire } from '../wire/wire.ts'

/** What stands between a database's name and a run id. */
const between = generationPrefix('', 'shadow')

/** No workflow runs longer: `deploy.longest_hours`, and a redrive. */
const longestDays = 3

/**
 * Drops shadow schemas of runs that began before the time given, of staging and of datasets whose names begin with staging's, and
 * returns their names. The run id in a name tells when. A run that has claimed staging and is at work keeps its own.
 */
export async function dropOldShadows(wire: Wire, database: string, before: Date): Promise<string[]> {
  const mine = [generationPrefix(database, 'shadow'), `${database.toLowerCase()}_`]
  const schemas = (await wire.query('SELECT schema_name FROM information_schema.schemata ORDER BY 1')).flat()
  const alive = await claimedShadows(wire, database)
  const old = schemas.filter((schema): schema is string => {
    const [, runId] = schema?.split(between) ?? []
    return (
      runId !== undefined &&
      !alive.has(schema!) &&
      mine.some((prefix) => schema!.startsWith(prefix)) &&
      beganBefore(runId, before)
    )
  })
  for (const schema of old) await dropSchema(wire, schema)
  return old
}

/** Shadow schemas of runs that are at work: of a process as long as its connection has the lock, of functions for some days. */
async function claimedShadows(wire: Wire, nightly: string): Promise<Set<string>> {
  const claimed = new Set<string>()
  for (const { database, runId, kind, released, days } of await listClaims(wire, nightly)) {
    const isAtWork = kind === 'process' ? (await stagingLockHolder(wire, database)) !== null : days < longestDays
    if (!released && isAtWork) claimed.add(generationSchema(database, 'shadow', runId))
  }
  return claimed
}

// night20261125023000, run20261125101502123, 20261125t0230…: the date and time to the second, UTC. Anything else is left alone.
function beganBefore(runId: string, before: Date): boolean {
  const written = /^[a-z]*(\d{4})(\d\d)(\d\d)t?(\d\d)(\d\d)[a-z0-9]*$/.exec(runId)
  if (!written) return false
  const [, year, month, day, hour, minute] = written
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) < before.getTime()
}
