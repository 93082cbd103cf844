import { DatabaseError } from '../../../errors.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'
import { listTables } from '../catalog/tables.ts'
import { markerTable } from '../publishing/marker.ts'
import { giveStagingLock, takeStagingLock } from '../publishing/staging-lock.ts'
import { dropSchema } from '../wire/drop-schema.ts'
import type { Wire } from '../wire/wire.ts'

/** An empty schema for a dataset; false when it was there before. */
export async function makeDatasetSchema(wire: Wire, schemaName: string): Promise<boolean> {
  const [known] = await wire.query(
    `SELECT 1 FROM information_schema.schemata WHERE schema_name = ${quoteText(schemaName)}`,
  )
  if (known) return false
  await wire.execute(`CREATE DATABASE ${quoteName(schemaName)} CHARACTER SET utf8mb4`)
  return true
}

/** Drops a dataset's schema in which no run came to publish anything. */
export async function dropUnusedSchema(wire: Wire, schemaName: string): Promise<void> {
  if ((await listTables(wire, schemaName)).length > 0) return
  await dropSchema(wire, schemaName)
}

/** Drops every schema of the server whose own marker says that it was a dataset and may go; returns their names. */
export async function dropExpiredDatasets(wire: Wire): Promise<string[]> {
  const dropped: string[] = []
  for (const name of await markedSchemas(wire)) if (await dropExpired(wire, name)) dropped.push(name)
  return dropped
}

/** Every schema of the server with a marker that can say when it may go: generations too, whose markers say nothing of it. */
export async function markedSchemas(wire: Wire): Promise<string[]> {
  const marked = await wire.query(
    `SELECT table_schema FROM information_schema.columns WHERE table_name = '${markerTable}' AND column_name = 'expires_at' ORDER BY 1`,
  )
  return marked.flatMap(([name]) => name ?? [])
}

/** Drops a schema whose lock is held, and gives the lock back. */
export async function dropLocked(wire: Wire, schema: string): Promise<void> {
  await dropSchema(wire, schema)
  await giveStagingLock(wire, schema)
}

async function dropExpired(wire: Wire, name: string): Promise<boolean> {
  try {
    const [expired] = await wire.query(
      `SELECT 1 FROM ${quoteName(name)}.${quoteName(markerTable)} WHERE expires_at < UTC_TIMESTAMP() LIMIT 1`,
    )
    // A run that is about to fill it anew has its lock.
    if (!expired || !(await takeStagingLock(wire, name))) return false
    await dropLocked(wire, name)
    return true
  } catch (error) {
    // Another run has it, or swapped or dropped it meanwhile: this run is not about it, and the next one looks again.
    if (error instanceof DatabaseError) return false
    throw error
  }
}
