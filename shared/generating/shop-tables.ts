import { introspect } from '../adapters/mysql/catalog/introspect.ts'
import { listTables } from '../adapters/mysql/catalog/tables.ts'
import type { Wire } from '../adapters/mysql/wire/wire.ts'
import { listProblems, UsageError } from '../errors.ts'
import { quoteName } from '../schema/quote.ts'
import type { ServerFamily, Table } from '../schema/schema.ts'
import { foreignKeySql, indexSql, shadowTableSql } from '../schema/shadow-ddl.ts'
import { orderStatuses, type Shape, type ShopTable, shopTables } from '../seeding/shop/shape.ts'
import { shopRows } from '../seeding/shop/shop.ts'

/** The shop's tables in the target, empty and ready to be loaded. */
export interface ShopTables {
  readonly family: ServerFamily
  /** Named as they are while they are loaded. */
  readonly tables: Readonly<Record<ShopTable, Table>>
  /** Once the rows of a table are in. */
  buildIndexes(wire: Wire, table: ShopTable): Promise<void>
  /** Once everything is in. */
  finish(): Promise<void>
}

/** What tables are called until they are complete; a try that was killed leaves only these. */
const newPrefix = 'nightmask_new_'

/** Makes the shop's tables where they are missing. Throws UsageError when one holds rows or is not like the shop's. */
export async function prepareShopTables(
  wire: Wire,
  database: string,
  place: string,
  schemaSql: string,
  shape: Shape,
): Promise<ShopTables> {
  const there = (await listTables(wire, database)).filter((name) => shopTables.some((table) => table === name))
  await refuseRows(wire, there, place)
  if (there.length < shopTables.length) await createShop(wire, schemaSql)
  const { tables, server } = await introspect(wire, database)
  const byName = (rename: (name: string) => string) =>
    Object.fromEntries(
      shopTables.map((name) => [name, { ...tables.find((table) => table.name === name)!, name: rename(name) }]),
    ) as unknown as Record<ShopTable, Table>
  if (there.length === 0) return newTables(wire, database, byName(newNameOf), server.family)
  const asTheyAre = byName((name) => name)
  refuseOthers(asTheyAre, shape, place)
  return { family: server.family, tables: asTheyAre, async buildIndexes() {}, async finish() {} }
}

async function refuseRows(wire: Wire, tables: readonly string[], place: string): Promise<void> {
  const filled: string[] = []
  for (const table of tables)
    if ((await wire.query(`SELECT 1 FROM ${quoteName(table)} LIMIT 1`)).length > 0) filled.push(table)
  if (filled.length > 0)
    throw new UsageError(
      `${place}: ${filled.join(', ')} ${filled.length === 1 ? 'holds' : 'hold'} rows already; nothing was written. Give an empty database, or drop the shop's tables first.`,
    )
}

async function createShop(wire: Wire, schemaSql: string): Promise<void> {
  const text = schemaSql.replaceAll(/^--.*$/gm, '')
  for (const statement of text.split(/;\s*$/m).filter((part) => part.trim() !== '')) await wire.execute(statement)
}

export function isShopTable(name: string): name is ShopTable {
  return shopTables.some((table) => table === name)
}

/** What the shop's rows need and a table of that name lacks. */
export function missingColumns({ name, columns }: Table, shape: Shape): string[] {
  if (!isShopTable(name)) return []
  return shopRows(shape, name).columns.filter(
    (column) => !columns.some((there) => there.name === column && !there.generated),
  )
}

/** Tables that exist may be somebody's own: all that is written has to fit them. */
function refuseOthers(tables: Readonly<Record<ShopTable, Table>>, shape: Shape, place: string): void {
  const problems = Object.values(tables).flatMap((table) =>
    missingColumns(table, shape).map((column) => `${table.name} has no column ${column}`),
  )
  const labels = tables.orders.columns.find(({ name }) => name === 'status')?.labels
  if (labels && labels.join() !== orderStatuses.join())
    problems.push(`orders.status has to be ENUM (${orderStatuses.map((status) => `'${status}'`).join(', ')})`)
  if (problems.length > 0) throw new UsageError(listProblems(`${place}: the tables are not the shop's`, problems))
}

/** The tables just made, once more under other names and without their keys: rows first is twice as fast. */
async function newTables(
  wire: Wire,
  database: string,
  tables: Readonly<Record<ShopTable, Table>>,
  family: ServerFamily,
): Promise<ShopTables> {
  const names = shopTables.flatMap((name) => [name, newNameOf(name)])
  await wire.execute(`DROP TABLE IF EXISTS ${names.map(quoteName).join(', ')}`)
  for (const table of Object.values(tables)) await wire.execute(shadowTableSql(table, database))
  return {
    family,
    tables,
    async buildIndexes(wire, table) {
      for (const statement of indexSql(tables[table], database)) await wire.execute(statement)
    },
    async finish() {
      for (const statement of Object.values(tables).flatMap((table) => foreignKeySql(table, database)))
        await wire.execute(statement.replaceAll(/ REFERENCES `(\w+)`/g, (_, name) => ` REFERENCES ${newNameOf(name)}`))
      // Only with the checks on do foreign keys follow their tables' names.
      await wire.execute('SET SESSION foreign_key_checks = 1')
      await wire.execute(`RENAME TABLE ${shopTables.map((name) => `${newNameOf(name)} TO ${name}`).join(', ')}`)
    },
  }
}

function newNameOf(name: string): string {
  return newPrefix + name
}
