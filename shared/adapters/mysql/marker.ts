import { quoteName, quoteText } from '../../schema/quote.ts'
import type { StoredProgram } from '../../schema/schema.ts'
import type { Wire } from './wire.ts'

/** By this table a schema proves that nightmask published it. It moves with its generation. */
export const markerTable = 'nightmask_marker'

/** What a generation knows of itself: enough to put its views, routines and triggers back, also after a crash or a rollback. */
export interface Marker {
  readonly runId: string
  readonly toolVersion: string
  readonly sourceId: string
  /** The database that the programs' texts name. */
  readonly sourceDatabase: string
  readonly programs: readonly StoredProgram[]
  /** ISO 8601, UTC: from then on the schema may be dropped. Null for staging, which stays. */
  readonly expiresAt: string | null
}

export function markerSql(schemaName: string, marker: Marker): string[] {
  const table = `${quoteName(schemaName)}.${quoteName(markerTable)}`
  const { runId, toolVersion, sourceId, sourceDatabase, programs, expiresAt } = marker
  const values = [runId, toolVersion, sourceId, sourceDatabase, JSON.stringify(programs)].map(quoteText)
  const expires = expiresAt === null ? 'NULL' : quoteText(expiresAt.slice(0, 19).replace('T', ' '))
  return [
    `DROP TABLE IF EXISTS ${table}`,
    `CREATE TABLE ${table} (run_id VARCHAR(100) NOT NULL PRIMARY KEY, tool_version VARCHAR(40) NOT NULL, source_id VARCHAR(64) NOT NULL,
      source_database VARCHAR(64) NOT NULL, programs LONGTEXT NOT NULL, expires_at DATETIME NULL, made_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)
      ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'nightmask published this schema and may replace it'`,
    `INSERT INTO ${table} (run_id, tool_version, source_id, source_database, programs, expires_at) VALUES (${values.join(', ')}, ${expires})`,
  ]
}

/** The marker of a schema, null where there is none. */
export async function readMarker(wire: Wire, schemaName: string): Promise<Marker | null> {
  const [found] = await wire.query(
    `SELECT 1 FROM information_schema.tables WHERE table_schema = ${quoteText(schemaName)} AND table_name = '${markerTable}'`,
  )
  if (!found) return null
  const [row] = await wire.query(
    `SELECT run_id, tool_version, source_id, source_database, programs, DATE_FORMAT(expires_at, '%Y-%m-%dT%H:%i:%sZ') FROM ${quoteName(schemaName)}.${quoteName(markerTable)} LIMIT 1`,
  )
  const [runId, toolVersion, sourceId, sourceDatabase, programs, expiresAt] = row ?? []
  if (!runId) return null
  return {
    runId,
    toolVersion: toolVersion ?? '',
    sourceId: sourceId ?? '',
    sourceDatabase: sourceDatabase ?? '',
    programs: JSON.parse(programs ?? '[]'),
    expiresAt: expiresAt ?? null,
  }
}
