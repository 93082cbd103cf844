import { generationPrefix } from '../../schema/names.ts'
import { quoteName } from '../../schema/quote.ts'
import type { Wire } from './wire.ts'

/** What stands between a database's name and a run id. */
const between = generationPrefix('', 'shadow')

/**
 * Drops shadow schemas of runs that began before the time given, of staging and of datasets whose names begin with staging's, and
 * returns their names. The run id in a name tells when.
 */
export async function dropOldShadows(wire: Wire, database: string, before: Date): Promise<string[]> {
  const mine = [generationPrefix(database, 'shadow'), `${database.toLowerCase()}_`]
  const schemas = (await wire.query('SELECT schema_name FROM information_schema.schemata ORDER BY 1')).flat()
  const old = schemas.filter((schema): schema is string => {
    const [, runId] = schema?.split(between) ?? []
    return runId !== undefined && mine.some((prefix) => schema!.startsWith(prefix)) && beganBefore(runId, before)
  })
  for (const schema of old) await wire.execute(`DROP DATABASE IF EXISTS ${quoteName(schema)}`)
  return old
}

// night20261125023000, run20261125101502123, 20261125t0230…: the date and time to the second, UTC. Anything else is left alone.
function beganBefore(runId: string, before: Date): boolean {
  const written = /^[a-z]*(\d{4})(\d\d)(\d\d)t?(\d\d)(\d\d)[a-z0-9]*$/.exec(runId)
  if (!written) return false
  const [, year, month, day, hour, minute] = written
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) < before.getTime()
}
