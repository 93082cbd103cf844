import { quoteText } from '../../../schema/quote.ts'
import type { Wire } from '../wire/wire.ts'

/** Names of a schema's tables, without views, sorted. */
export async function listTables(wire: Wire, schemaName: string): Promise<string[]> {
  const rows = await wire.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = ${quoteText(schemaName)} AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY 1`,
  )
  return rows.map(([name]) => name ?? '')
}

/** Names of a schema's triggers, with their tables. */
export async function listTriggers(wire: Wire, schemaName: string): Promise<{ name: string; table: string }[]> {
  const rows = await wire.query(
    `SELECT trigger_name, event_object_table FROM information_schema.triggers WHERE trigger_schema = ${quoteText(schemaName)}`,
  )
  return rows.map(([name, table]) => ({ name: name ?? '', table: table ?? '' }))
}

/** Names of a schema's views. */
export async function listViews(wire: Wire, schemaName: string): Promise<string[]> {
  const rows = await wire.query(
    `SELECT table_name FROM information_schema.views WHERE table_schema = ${quoteText(schemaName)}`,
  )
  return rows.map(([name]) => name ?? '')
}

/** Names of a schema's views, routines, triggers and events, as `type name`. */
export async function listProgramNames(wire: Wire, schemaName: string): Promise<Set<string>> {
  const at = `= ${quoteText(schemaName)}`
  const rows = await wire.query(
    `SELECT 'view', CONVERT(table_name USING utf8mb4) FROM information_schema.views WHERE table_schema ${at}
     UNION ALL SELECT LOWER(routine_type), CONVERT(routine_name USING utf8mb4) FROM information_schema.routines WHERE routine_schema ${at}
     UNION ALL SELECT 'trigger', CONVERT(trigger_name USING utf8mb4) FROM information_schema.triggers WHERE trigger_schema ${at}
     UNION ALL SELECT 'event', CONVERT(event_name USING utf8mb4) FROM information_schema.events WHERE event_schema ${at}`,
  )
  return new Set(rows.map(([type, name]) => `${type} ${name}`))
}
