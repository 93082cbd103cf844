import type { Serving, StagingState } from '../../../ports.ts'
import { generationPrefix } from '../../../schema/names.ts'
import { readIdentity } from '../catalog/identity.ts'
import { listSchemas } from '../catalog/schemas.ts'
import { listProgramNames, listTables } from '../catalog/tables.ts'
import type { Wire } from '../wire/wire.ts'
import { type Marker, markerTable, readMarker } from './marker.ts'

/** What staging holds now. Every sentence that speaks of it is made from this. */
export async function readStagingState(wire: Wire, database: string): Promise<StagingState> {
  const marker = await readMarker(wire, database)
  const previous = await findPrevious(wire, database, marker)
  const before = previous && { runId: previous.marker.runId, schema: previous.schema }
  if (!marker) return { runId: null, whole: true, missing: [], previous: before }
  const missing = [
    ...(await missingTables(wire, database, marker)).map((table) => `table ${table}`),
    ...(await missingPrograms(wire, database, marker)),
  ]
  return { runId: marker.runId, whole: marker.whole && missing.length === 0, missing, previous: before }
}

/** The same with who staging is. */
export async function readServing(wire: Wire, database: string, address: string): Promise<Serving> {
  return { staging: await readIdentity(wire, database, address), ...(await readStagingState(wire, database)) }
}

/** Tables that a generation's marker lists and its schema does not hold. */
export async function missingTables(wire: Wire, schemaName: string, { tables }: Marker): Promise<string[]> {
  const there = new Set(await listTables(wire, schemaName))
  return (tables ?? []).filter((table) => table !== markerTable && !there.has(table))
}

/** The generation before: in the schema that the live marker names, else in the newest of those that hold one. */
export async function findPrevious(
  wire: Wire,
  database: string,
  live: Marker | null,
): Promise<{ schema: string; marker: Marker } | null> {
  const schemas = (await listSchemas(wire, generationPrefix(database, 'previous'))).reverse()
  for (const schema of [...schemas.filter((name) => name === live?.previous), ...schemas]) {
    const marker = await readMarker(wire, schema)
    if (marker) return { schema, marker }
  }
  return null
}

async function missingPrograms(wire: Wire, database: string, { programs }: Marker): Promise<string[]> {
  const there = await listProgramNames(wire, database)
  return programs.map(({ type, name }) => `${type} ${name}`).filter((program) => !there.has(program))
}
