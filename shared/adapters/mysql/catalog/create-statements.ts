import { RunFailedError } from '../../../errors.ts'
import { quoteName } from '../../../schema/quote.ts'
import { batches } from '../wire/batches.ts'
import type { Wire } from '../wire/wire.ts'

/** A packet of so many is a millisecond or two of the server's, and as few answers as are held at once. */
const tablesAtOnce = 50

/** SHOW CREATE TABLE of each table, by name. */
export async function showCreateTables(
  wire: Wire,
  database: string,
  tables: readonly string[],
): Promise<Map<string, string>> {
  const creates = new Map<string, string>()
  for (const some of batches(tables, tablesAtOnce)) {
    const answers = await wire.queries(some.map((table) => showCreateSql('TABLE', database, table)))
    for (const [at, table] of some.entries()) creates.set(table, textIn(answers[at]![0], 'TABLE', table, 1))
  }
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
  const [row] = await wire.query(showCreateSql(type, database, name))
  return textIn(row, type, name, column)
}

function showCreateSql(type: string, database: string, name: string): string {
  return `SHOW CREATE ${type} ${quoteName(database)}.${quoteName(name)}`
}

function textIn(row: readonly (string | null)[] | undefined, type: string, name: string, column: number): string {
  const text = row?.[column]
  if (!text)
    throw new RunFailedError(
      `${type.toLowerCase()} ${name}: the user may not see its definition; grant SHOW VIEW, TRIGGER, EVENT and SHOW_ROUTINE (MariaDB: SELECT on mysql.proc).`,
    )
  return text
}
