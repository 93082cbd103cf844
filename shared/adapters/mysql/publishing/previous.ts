import type { StagingState } from '../../../ports.ts'
import { generationPrefix, generationSchema } from '../../../schema/names.ts'
import { listSchemas } from '../catalog/schemas.ts'
import { listTables } from '../catalog/tables.ts'
import { dropSchema } from '../wire/drop-schema.ts'
import type { Wire } from '../wire/wire.ts'

/** A name for the schema of the generation before in which nothing stands; a run that was gone back to has one more letter each time. */
export async function emptyPrevious(wire: Wire, database: string, runId: string): Promise<string> {
  for (let name = runId; ; name = `r${name}`) {
    const schema = generationSchema(database, 'previous', name)
    if ((await listTables(wire, schema)).length === 0) return schema
  }
}

/** Drops every generation before the one that rollback brings back, but for one that a night by changes may bring forward. */
export async function dropOlder(
  wire: Wire,
  database: string,
  { previous }: StagingState,
  spare: string | null,
): Promise<void> {
  for (const older of await listPrevious(wire, database))
    if (older !== previous?.schema && older !== spare) await dropSchema(wire, older)
}

/** Drops what a publish that did not come to its swap had made for the generation before. */
export async function dropEmptyPrevious(wire: Wire, database: string): Promise<void> {
  for (const schema of await listPrevious(wire, database))
    if ((await listTables(wire, schema)).length === 0) await dropSchema(wire, schema)
}

export function listPrevious(wire: Wire, database: string): Promise<string[]> {
  return listSchemas(wire, generationPrefix(database, 'previous'))
}
