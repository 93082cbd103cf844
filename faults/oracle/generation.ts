import { createHash } from 'node:crypto'
import type { Connection } from 'mysql2/promise'
import { planted } from '../lane/fixture.ts'
import { type Cell, connectTo, quote } from '../lane/sql.ts'

/** What a schema serves, as somebody else than the program reads it. */
export interface Generation {
  /** The run of its marker, null where there is none. */
  readonly runId: string | null
  /** Digest of everything but nightmask's own tables; 'none' where nothing is. */
  readonly digest: string
  /** Digest of each table's definition and rows, each trigger, view, routine and event, by name. */
  readonly parts: ReadonlyMap<string, string>
  /** Tables and columns in which a planted original was found. */
  readonly leaks: readonly string[]
}

/** Reads a whole schema: definitions with their foreign keys, every row, every program, and that views answer. */
export async function readGeneration(url: string, schema: string): Promise<Generation> {
  const connection = await connectTo(url)
  try {
    const ask = asker(connection)
    const parts = new Map<string, string>()
    const leaks: string[] = []
    for (const [table = '', type] of await ask(
      `SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = '${schema}' AND table_name NOT LIKE 'nightmask%' ORDER BY 1`,
    )) {
      const name = `${quote(schema)}.${quote(table!)}`
      const rows = await ask(await selectSql(ask, schema, table!)).catch((error) => [[`error ${error.errno}`]])
      if (type === 'VIEW') parts.set(`view ${table} answers`, String(rows.length))
      else {
        const definition = (await ask(`SHOW CREATE TABLE ${name}`))[0]?.[1] ?? ''
        parts.set(`table ${table}`, digestOf([definition.replace(/ AUTO_INCREMENT=\d+/, '')]))
        parts.set(`rows of ${table}`, `${rows.length} ${digestOf(rows.map((row) => row.join('\x1f')).sort())}`)
      }
      if (rows.some((row) => row.some((cell) => cell?.includes(planted)))) leaks.push(table!)
    }
    for (const [name, text] of await ask(programsSql(schema))) parts.set(name!, digestOf([withoutSchema(text, schema)]))
    const whole = [...parts].map((part) => part.join(' '))
    return { runId: await runOf(ask, schema), digest: whole.length ? digestOf(whole) : 'none', parts, leaks }
  } finally {
    connection.destroy()
  }
}

/** Names of the parts that differ between two generations. */
export function differences(a: Generation, b: Generation): string[] {
  return [...new Set([...a.parts.keys(), ...b.parts.keys()])].flatMap((name) => {
    const [left, right] = [a.parts.get(name), b.parts.get(name)]
    if (left === right) return []
    return [left === undefined ? `${name} is missing` : right === undefined ? `${name} is too much` : `${name} differs`]
  })
}

function asker(connection: Connection) {
  return async (statement: string) => (await connection.query(statement))[0] as unknown as Cell[][]
}

/** Columns under names of our own: the driver refuses some, such as __proto__. */
async function selectSql(ask: ReturnType<typeof asker>, schema: string, table: string): Promise<string> {
  const columns = await ask(
    `SELECT column_name FROM information_schema.columns WHERE table_schema = '${schema}' AND table_name = '${table}' ORDER BY ordinal_position`,
  )
  const renamed = columns.map(([column], at) => `${quote(column!)} AS c${at}`)
  return `SELECT ${renamed.join(', ') || '*'} FROM ${quote(schema)}.${quote(table)}`
}

async function runOf(ask: ReturnType<typeof asker>, schema: string): Promise<string | null> {
  return ask(`SELECT run_id FROM ${quote(schema)}.nightmask_marker`).then(
    ([row]) => row?.[0] ?? null,
    () => null,
  )
}

function programsSql(schema: string): string {
  return `SELECT CONCAT('trigger ', trigger_name), CONCAT(action_timing, event_manipulation, event_object_table, action_statement) FROM information_schema.triggers WHERE trigger_schema = '${schema}'
    UNION ALL SELECT CONCAT('view ', table_name), view_definition FROM information_schema.views WHERE table_schema = '${schema}' AND table_name NOT LIKE 'nightmask%'
    UNION ALL SELECT CONCAT('routine ', routine_name), routine_definition FROM information_schema.routines WHERE routine_schema = '${schema}'
    UNION ALL SELECT CONCAT('event ', event_name), CONCAT(status, event_definition) FROM information_schema.events WHERE event_schema = '${schema}' ORDER BY 1`
}

function withoutSchema(text: Cell | undefined, schema: string): string {
  return (text ?? '').replaceAll(`${quote(schema)}.`, '')
}

function digestOf(texts: readonly string[]): string {
  return createHash('sha1').update(texts.join('\n')).digest('hex').slice(0, 12)
}
