import { RunFailedError } from '../../../errors.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Wire } from '../wire/wire.ts'

/** SHOW CREATE TABLE of each table, by name. */
export async function showCreateTables(
  wire: Wire,
  database: string,
  tables: readonly string[],
): Promise<Map<string, string>> {
  const creates = new Map<string, string>()
  for (const table of tables) creates.set(table, await showCreate(wire, 'TABLE', database, table, 1))
  return creates
}

/** One column of SHOW CREATE …; a missing privilege shows as NULL and becomes a sentence. */
export async function showCreate(
  wire: Wire,
  type: string,
  database: string,
  name: string,
  column: number,
): Promise<string> {
  const [row] = await wire.query(`SHOW CREATE ${type} ${quoteName(database)}.${quoteName(name)}`)
  const text = row?.[column]
  if (!text)
    throw new RunFailedError(
      `${type.toLowerCase()} ${name}: the user may not see its definition; grant SHOW VIEW, TRIGGER, EVENT and SHOW_ROUTINE (MariaDB: SELECT on mysql.proc).`,
    )
  return text
}
