import { showCreate } from '../../shared/adapters/mysql/catalog/create-statements.ts'
import { listTables } from '../../shared/adapters/mysql/catalog/tables.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import { quoteName, quoteText } from '../../shared/schema/quote.ts'
import type { Schema } from '../../shared/schema/schema.ts'

/** Holds the triggers while they are set aside, for the next try when this one is killed. */
const aside = 'nightmask_set_aside'

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
  if (triggers.length === 0) return work()
  await wire.execute(
    `CREATE TABLE ${aside} (n INT PRIMARY KEY, name VARCHAR(64), settings TEXT, create_sql LONGTEXT) CHARACTER SET utf8mb4`,
  )
  try {
    for (const [at, { name, sqlMode, charsetClient, collationConnection }] of triggers.entries()) {
      const settings = `SET SESSION sql_mode = ${quoteText(sqlMode)}, character_set_client = ${charsetClient}, collation_connection = ${collationConnection}`
      const create = await showCreate(wire, 'TRIGGER', database, name, 2)
      await wire.execute(
        `INSERT INTO ${aside} VALUES (${at}, ${[name, settings, create].map((text) => quoteText(text)).join(', ')})`,
      )
    }
    for (const { name } of triggers) await wire.execute(`DROP TRIGGER ${quoteName(name)}`)
    await work()
  } finally {
    await putTriggersBack(wire, database)
  }
}

/** Makes the triggers again that are set aside; does nothing when none are. */
export async function putTriggersBack(wire: Wire, database: string): Promise<void> {
  if (!(await listTables(wire, database)).includes(aside)) return
  const [[mode] = []] = await wire.query('SELECT @@session.sql_mode')
  const there = await wire.query(
    `SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = ${quoteText(database)}`,
  )
  const names = new Set(there.map(([name]) => name))
  for (const [name, settings, create] of await wire.query(
    `SELECT name, settings, create_sql FROM ${aside} ORDER BY n`,
  )) {
    if (names.has(name!)) continue
    await wire.execute(settings!)
    await wire.execute(create!)
  }
  await wire.execute(`SET SESSION sql_mode = ${quoteText(mode ?? '')}, character_set_client = utf8mb4`)
  await wire.execute(`DROP TABLE ${aside}`)
}
