import { quoteName, quoteText } from '../../../schema/quote.ts'
import type { StoredProgram } from '../../../schema/schema.ts'
import type { Wire } from '../wire/wire.ts'

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
  /** Names of the generation's tables; null in markers of older versions. */
  readonly tables: readonly string[] | null
  /** The schema to which the generation before was moved; null when there was none. */
  readonly previous: string | null
  /** False from before the swap until every program was made. */
  readonly whole: boolean
}

/** Makes a schema's marker, or replaces it in one statement: at no moment is a generation that had one without. */
export function markerSql(schemaName: string, marker: Marker): string[] {
  const table = tableIn(schemaName)
  const { runId, toolVersion, sourceId, sourceDatabase, programs, tables, previous } = marker
  const texts = [runId, toolVersion, sourceId, sourceDatabase, JSON.stringify(programs)].map(quoteText)
  const expires = marker.expiresAt?.slice(0, 19).replace('T', ' ')
  const values = [
    ...texts,
    ...[expires, tables && JSON.stringify(tables), previous].map(textOrNull),
    marker.whole ? '1' : '0',
  ]
  return [
    `CREATE TABLE IF NOT EXISTS ${table} (run_id VARCHAR(100) NOT NULL PRIMARY KEY, tool_version VARCHAR(40) NOT NULL, source_id VARCHAR(64) NOT NULL,
      source_database VARCHAR(64) NOT NULL, programs LONGTEXT NOT NULL, expires_at DATETIME NULL, made_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
      ${addedColumns.join(', ')})
      ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'nightmask published this schema and may replace it'`,
    `REPLACE INTO ${table} (run_id, tool_version, source_id, source_database, programs, expires_at, table_names, previous_schema, whole) VALUES (${values.join(', ')})`,
  ]
}

/** Gives a marker that an older version made the columns that it has not. */
export async function extendMarker(wire: Wire, schemaName: string): Promise<void> {
  const there = await markerColumns(wire, schemaName)
  const missing = addedColumns.filter((column) => !there.has(column.split(' ')[0]!))
  if (there.size > 0 && missing.length > 0)
    await wire.execute(
      `ALTER TABLE ${tableIn(schemaName)} ${missing.map((column) => `ADD COLUMN ${column}`).join(', ')}`,
    )
}

/** Says of a generation that all its programs are made. The writer of staging need not have UPDATE. */
export function wholeSql(schemaName: string): string {
  const columns = 'run_id, tool_version, source_id, source_database, programs, expires_at, table_names, previous_schema'
  return `REPLACE INTO ${tableIn(schemaName)} (${columns}, whole) SELECT ${columns}, 1 FROM ${tableIn(schemaName)}`
}

/** The marker of a schema, null where there is none. */
export async function readMarker(wire: Wire, schemaName: string): Promise<Marker | null> {
  const there = await markerColumns(wire, schemaName)
  if (there.size === 0) return null
  // Those of older versions have fewer columns.
  const columns = ['table_names', 'previous_schema', 'whole'].map((name) => (there.has(name) ? name : 'NULL'))
  const [row] = await wire.query(
    `SELECT run_id, tool_version, source_id, source_database, programs, DATE_FORMAT(expires_at, '%Y-%m-%dT%H:%i:%sZ'), ${columns.join(', ')} FROM ${tableIn(schemaName)} LIMIT 1`,
  )
  const [runId, toolVersion, sourceId, sourceDatabase, programs, expiresAt, tables, previous, whole] = row ?? []
  if (!runId) return null
  return {
    runId,
    toolVersion: toolVersion ?? '',
    sourceId: sourceId ?? '',
    sourceDatabase: sourceDatabase ?? '',
    programs: JSON.parse(programs ?? '[]'),
    expiresAt: expiresAt ?? null,
    tables: tables ? JSON.parse(tables) : null,
    previous: previous ?? null,
    whole: whole !== '0',
  }
}

const addedColumns = [
  'table_names LONGTEXT NULL',
  'previous_schema VARCHAR(64) NULL',
  'whole TINYINT NOT NULL DEFAULT 1',
]

async function markerColumns(wire: Wire, schemaName: string): Promise<Set<string | null>> {
  const found = await wire.query(
    `SELECT column_name FROM information_schema.columns WHERE table_schema = ${quoteText(schemaName)} AND table_name = '${markerTable}'`,
  )
  return new Set(found.flat())
}

function tableIn(schemaName: string): string {
  return `${quoteName(schemaName)}.${quoteName(markerTable)}`
}

function textOrNull(text: string | null | undefined): string {
  return text === null || text === undefined ? 'NULL' : quoteText(text)
}
