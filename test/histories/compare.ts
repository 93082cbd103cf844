import { quote } from '../../faults/lane/sql.ts'
import type { Database } from './database.ts'

/** Everything that a staging serves but its marker, by name: definitions, programs, and the bytes of each row, in order. */
export async function readAll(database: Database): Promise<Map<string, readonly string[]>> {
  const all = new Map<string, readonly string[]>()
  const tables = await database.column(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name <> 'nightmask_marker' ORDER BY 1",
  )
  for (const table of tables) {
    const [[, definition] = []] = await database.rows(`SHOW CREATE TABLE ${quote(table)}`)
    all.set(`definition of ${table}`, definition!.split('\n'))
    const columns = (await database.rows(
      `SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '${table}' ORDER BY ordinal_position`,
    )) as [string, string][]
    const cells = columns.map(([column, type]) => `COALESCE(${bytesOf(quote(column), type)}, 'NULL')`)
    all.set(
      `rows of ${table}`,
      (await database.column(`SELECT CONCAT_WS(' ', ${cells.join(', ')}) FROM ${quote(table)}`)).sort(),
    )
  }
  for (const [name, text] of await database.rows(programsSql))
    all.set(name!, [(text ?? '').replaceAll(`${quote(database.name)}.`, '')])
  return all
}

/** One sentence for each part that is not the same in both; none where all bytes are. */
export function differences(a: Map<string, readonly string[]>, b: Map<string, readonly string[]>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((name) => {
    const [left, right] = [a.get(name), b.get(name)]
    if (!left || !right) return [`${name}: only in ${left ? 'A' : 'B'}`]
    const [onlyA, onlyB] = [without(left, right), without(right, left)]
    if (onlyA.length + onlyB.length === 0) return []
    const shown = [...onlyA.slice(0, 2).map((line) => `A ${line}`), ...onlyB.slice(0, 2).map((line) => `B ${line}`)]
    return [
      `${name}: ${onlyA.length} only in A, ${onlyB.length} only in B: ${shown.map((line) => line.slice(0, 500)).join(' | ')}`,
    ]
  })
}

/** The lines of one list that the other has fewer of. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}

// As text a FLOAT shows six digits of its nine.
function bytesOf(column: string, type: string): string {
  if (type === 'float') return `HEX(CAST(CAST(${column} AS DOUBLE) AS CHAR))`
  return type === 'bit' ? `HEX(${column})` : `HEX(CAST(${column} AS BINARY))`
}

const programsSql = `SELECT CONCAT('trigger ', trigger_name), CONCAT_WS(' ', action_timing, event_manipulation, event_object_table, action_statement) FROM information_schema.triggers WHERE trigger_schema = DATABASE()
  UNION ALL SELECT CONCAT('view ', table_name), view_definition FROM information_schema.views WHERE table_schema = DATABASE()
  UNION ALL SELECT CONCAT('routine ', routine_name), routine_definition FROM information_schema.routines WHERE routine_schema = DATABASE()
  UNION ALL SELECT CONCAT('event ', event_name), event_definition FROM information_schema.events WHERE event_schema = DATABASE() ORDER BY 1`
