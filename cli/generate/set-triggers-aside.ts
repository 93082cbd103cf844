import { showCreate } from '../../shared/adapters/mysql/create-statements.ts'
import type { Wire } from '../../shared/adapters/mysql/wire.ts'
import { quoteName, quoteText } from '../../shared/schema/quote.ts'
import type { Schema } from '../../shared/schema/schema.ts'

/**
 * Does the work without the triggers of the schema and puts them back as they were, DEFINER and all: they would fill tables twice and
 * write today's date over what the seed says.
 */
export async function withoutTriggers(
  wire: Wire,
  database: string,
  { programs }: Schema,
  work: () => Promise<void>,
): Promise<void> {
  const triggers = programs.filter(({ type }) => type === 'trigger')
  const statements: string[] = []
  for (const { name, sqlMode, charsetClient, collationConnection } of triggers) {
    const create = await showCreate(wire, 'TRIGGER', database, name, 2)
    statements.push(
      `SET SESSION sql_mode = ${quoteText(sqlMode)}, character_set_client = ${charsetClient}, collation_connection = ${collationConnection}`,
      create,
    )
  }
  const [[mode] = []] = await wire.query('SELECT @@session.sql_mode')
  try {
    for (const { name } of triggers) await wire.execute(`DROP TRIGGER ${quoteName(database)}.${quoteName(name)}`)
    await work()
  } finally {
    for (const statement of statements) await wire.execute(statement)
    if (statements.length > 0)
      await wire.execute(`SET SESSION sql_mode = ${quoteText(mode ?? '')}, character_set_client = utf8mb4`)
  }
}
