import { DatabaseError } from '../../../errors.ts'
import { generationSchema } from '../../../schema/names.ts'
import { quoteName } from '../../../schema/quote.ts'
import { quoteUri } from '../shadow/load-remote.ts'
import type { Wire } from '../wire/wire.ts'

// No run has such an id, and no other probe.
const probeRun = 'preflightload'

/** Has the server load one object of S3 into a table of a schema of its own, which is dropped again. The error's number, null when it could. */
export async function probeRemoteLoad(wire: Wire, database: string, uri: string): Promise<number | null> {
  const schema = quoteName(generationSchema(database, 'shadow', probeRun))
  try {
    await wire.execute(`CREATE DATABASE IF NOT EXISTS ${schema}`)
    await wire.execute(`CREATE TABLE IF NOT EXISTS ${schema}.a (line VARCHAR(100)) ENGINE=InnoDB`)
    await wire.execute(`LOAD DATA FROM S3 FILE ${quoteUri(uri)} INTO TABLE ${schema}.a CHARACTER SET binary (line)`)
    return null
  } catch (error) {
    if (error instanceof DatabaseError) return error.errno
    throw error
  } finally {
    await wire.execute(`DROP DATABASE IF EXISTS ${schema}`).catch(() => undefined)
  }
}
