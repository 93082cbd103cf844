import { generationPrefix } from '../../schema/names.ts'
import { quoteName } from '../../schema/quote.ts'
import { listSchemas } from './schemas.ts'
import type { Wire } from './wire.ts'

/** Drops shadow schemas of runs that began before the time given and returns their names. The run id in a name tells when. */
export async function dropOldShadows(wire: Wire, database: string, before: Date): Promise<string[]> {
  const prefix = generationPrefix(database, 'shadow')
  const old = (await listSchemas(wire, prefix)).filter((schema) => beganBefore(schema.slice(prefix.length), before))
  for (const schema of old) await wire.execute(`DROP DATABASE IF EXISTS ${quoteName(schema)}`)
  return old
}

// night20261125023000, run20261125101502123, 20261125t0230…: the date and time to the second, UTC. Anything else is left alone.
function beganBefore(runId: string, before: Date): boolean {
  const written = /^[a-z]*(\d{4})(\d\d)(\d\d)t?(\d\d)(\d\d)/.exec(runId)
  if (!written) return false
  const [, year, month, day, hour, minute] = written
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) < before.getTime()
}
