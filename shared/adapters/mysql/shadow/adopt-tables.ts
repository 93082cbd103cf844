import type { Plan } from '../../../policy/plan.ts'
import type { ChangesRefresh } from '../../../policy/refresh.ts'
import { counterOf } from '../../../schema/counter.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'
import type { Table } from '../../../schema/schema.ts'
import { listTables } from '../catalog/tables.ts'
import { dropSchema } from '../wire/drop-schema.ts'
import { untilNoDeadlock } from '../wire/try-again.ts'
import type { Wire } from '../wire/wire.ts'

/**
 * Moves the compared tables of the generation that is brought forward into the shadow schema, with their rows and keys, and drops the rest of
 * it: its views, marker and tables that are loaded whole. What is not there any more is made empty later, and then lacks every row.
 */
export async function adoptTables(wire: Wire, plan: Plan, refresh: ChangesRefresh): Promise<void> {
  const { schema } = refresh.base
  const moved = await namedTables(wire, schema, namesOf(refresh))
  for (const statement of await dropTriggersSql(wire, schema)) await wire.execute(statement)
  for (const statement of await dropKeysSql(wire, schema, moved)) await wire.execute(statement)
  await rename(wire, schema, plan.shadow, moved)
  await dropSchema(wire, schema)
}

/** Before the shadow schema is dropped: what an earlier try of the run adopted goes back to where it was. */
export async function giveBackTables(wire: Wire, plan: Plan, refresh: ChangesRefresh): Promise<void> {
  const { schema } = refresh.base
  const taken = await namedTables(wire, plan.shadow, namesOf(refresh))
  if (taken.size === 0) return
  await wire.execute(`CREATE DATABASE IF NOT EXISTS ${quoteName(schema)}`)
  const there = await namedTables(wire, schema, namesOf(refresh))
  for (const statement of await dropTriggersSql(wire, plan.shadow)) await wire.execute(statement)
  for (const statement of await dropKeysSql(wire, plan.shadow, taken)) await wire.execute(statement)
  await rename(wire, plan.shadow, schema, new Map([...taken].filter(([name]) => !there.has(name))))
}

/** Of the compared tables those that the shadow schema has. */
export async function adoptedTables(wire: Wire, plan: Plan, refresh: ChangesRefresh): Promise<ReadonlySet<string>> {
  return new Set((await namedTables(wire, plan.shadow, namesOf(refresh))).keys())
}

/** The counter of AUTO_INCREMENT as a table that is loaded whole would have it: production's, or the next number. */
export async function setCounter(wire: Wire, { shadow }: Plan, table: Table): Promise<void> {
  const next = counterOf(table.createSql) ?? '1'
  const sql = `ALTER TABLE ${quoteName(shadow)}.${quoteName(table.name)} AUTO_INCREMENT = ${next}`
  // It has its foreign keys already, and other connections are at the tables that they lead to.
  await untilNoDeadlock(() => wire.execute(sql))
}

function namesOf({ compared }: ChangesRefresh): string[] {
  return compared.map(({ table }) => table)
}

/** Of these names those that a schema has, each with the name by which it has it: a server may keep names in lower case. */
async function namedTables(wire: Wire, schemaName: string, names: readonly string[]): Promise<Map<string, string>> {
  const there = new Map((await listTables(wire, schemaName)).map((name) => [name.toLowerCase(), name]))
  return new Map(
    names.flatMap((name) => {
      const found = there.get(name.toLowerCase())
      return found === undefined ? [] : [[name, found] as const]
    }),
  )
}

/** The swap left none. One that a tester has made since would keep its table from leaving the schema, this night and every other. */
async function dropTriggersSql(wire: Wire, schemaName: string): Promise<string[]> {
  const rows = await wire.query(
    `SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = ${quoteText(schemaName)}`,
  )
  return rows.map(([name]) => `DROP TRIGGER IF EXISTS ${quoteName(schemaName)}.${quoteName(name ?? '')}`)
}

/** Foreign keys to tables that stay behind would lead there for ever; they are added again when every row is there. */
async function dropKeysSql(wire: Wire, schemaName: string, moved: ReadonlyMap<string, string>): Promise<string[]> {
  const rows = await wire.query(
    `SELECT table_name, constraint_name, referenced_table_name FROM information_schema.referential_constraints
     WHERE constraint_schema = ${quoteText(schemaName)} AND unique_constraint_schema = ${quoteText(schemaName)}`,
  )
  const names = new Set([...moved.values()].map((name) => name.toLowerCase()))
  const isMoved = (name: string | null | undefined) => names.has(name?.toLowerCase() ?? '')
  return rows
    .filter(([table, , referenced]) => isMoved(table) && !isMoved(referenced))
    .map(
      ([table, key]) =>
        `ALTER TABLE ${quoteName(schemaName)}.${quoteName(table ?? '')} DROP FOREIGN KEY ${quoteName(key ?? '')}`,
    )
}

async function rename(wire: Wire, from: string, to: string, tables: ReadonlyMap<string, string>): Promise<void> {
  if (tables.size === 0) return
  const moves = [...tables].map(
    ([name, found]) => `${quoteName(from)}.${quoteName(found)} TO ${quoteName(to)}.${quoteName(name)}`,
  )
  await wire.execute(`RENAME TABLE ${moves.join(', ')}`)
}
