import { UsageError } from '../../../errors.ts'
import { quoteName } from '../../../schema/quote.ts'
import { markerTable } from '../publishing/marker.ts'
import { takeStagingLock } from '../publishing/staging-lock.ts'
import type { Wire } from '../wire/wire.ts'
import { dropLocked, markedSchemas } from './subset-staging.ts'

/** A dataset's schema on the staging server, as its own marker says. */
export interface DatasetSchema {
  readonly schema: string
  readonly runId: string
  /** UTC, as the server writes it. */
  readonly expiresAt: string
}

/** Every schema of the server that nightmask made for a dataset. */
export async function listDatasetSchemas(wire: Wire): Promise<DatasetSchema[]> {
  const schemas: DatasetSchema[] = []
  for (const schema of await markedSchemas(wire)) {
    const [row] = await wire.query(
      `SELECT run_id, expires_at FROM ${quoteName(schema)}.${quoteName(markerTable)} WHERE expires_at IS NOT NULL LIMIT 1`,
    )
    if (row) schemas.push({ schema, runId: row[0] ?? '', expiresAt: row[1] ?? '' })
  }
  return schemas
}

/** Drops the schema of a dataset before its time. Throws UsageError for any other schema, or while a run has it. */
export async function dropDatasetSchema(wire: Wire, schema: string): Promise<void> {
  const known = await listDatasetSchemas(wire)
  const found = known.find((one) => one.schema === schema)
  if (!found)
    throw new UsageError(
      `${schema} is not the schema of a dataset; ${known.length > 0 ? `there are ${known.map((one) => one.schema).join(', ')}` : 'the server has none'}.`,
    )
  if (!(await takeStagingLock(wire, schema)))
    throw new UsageError(`${schema}: a run is about to fill it anew; try again.`)
  await dropLocked(wire, schema)
}
