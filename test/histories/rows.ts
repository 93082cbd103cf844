import type { Chance } from './chance.ts'
import type { Database } from './database.ts'
import { firstRows, keyContents, type RowTable, rowTables } from './source-schema.ts'
import { drawValue } from './values.ts'

/** Rows of testers that staging keeps begin here; nobody else touches them. */
export const keptFrom = 900_000

export function tableNamed(name: string): RowTable {
  return rowTables.find((table) => table.name === name)!
}

/** Conditions of up to `count` rows of a table, drawn among all. */
export async function someRows(chance: Chance, database: Database, table: RowTable, count: number): Promise<string[]> {
  const own = table.name === 'people' ? ` WHERE id < ${keptFrom}` : ''
  const all = await database.column(`SELECT ${table.condition} FROM ${table.name}${own} ORDER BY 1`)
  return chance.some(all, count)
}

/** An INSERT of a row that is drawn; `verb` may be REPLACE. */
export async function insertSql(chance: Chance, database: Database, table: RowTable, verb = 'INSERT'): Promise<string> {
  const keys = table.key.map((column) => [column, keyContents[`${table.name}.${column}`]!] as const)
  const isCounted = ['people.id', 'orders.id'].includes(`${table.name}.${table.key[0]}`) && chance.happens(0.5)
  const contents = [...(isCounted ? [] : keys), ...Object.entries(table.columns)]
  const cells: string[] = []
  for (const [, content] of contents) cells.push(await drawValue(chance, content, database))
  return `${verb} INTO ${table.name} (${contents.map(([column]) => column).join(', ')}) VALUES (${cells.join(', ')})`
}

/** The rows of the first day, as one transaction. */
export async function fill(chance: Chance, database: Database): Promise<void> {
  await database.rows('START TRANSACTION')
  for (const [name, count] of Object.entries(firstRows))
    for (let n = 0; n < count; n++) await database.tries(await insertSql(chance, database, tableNamed(name)))
  await database.rows('COMMIT')
}
