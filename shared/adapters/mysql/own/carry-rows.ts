import { DatabaseError, listProblems, RefusedError } from '../../../errors.ts'
import type { Plan } from '../../../policy/plan.ts'
import type { KeepRows } from '../../../policy/staging-own.ts'
import type { CarriedRows } from '../../../ports.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'
import { storedColumns, type Table } from '../../../schema/schema.ts'
import { catalogueTable } from '../catalog/catalogue-table.ts'
import { listTables } from '../catalog/tables.ts'
import { tableOf } from '../shadow/shadow-tables.ts'
import { batches } from '../wire/batches.ts'
import { onTable } from '../wire/error-places.ts'
import type { Wire } from '../wire/wire.ts'
import {
  clashesOf,
  countClashSql,
  countLosingSql,
  countLostSql,
  dropClashSql,
  dropSameSql,
  insertKeptSql,
  type Sides,
} from './carry-sql.ts'
import { whereSql } from './condition-sql.ts'
import { executeFitting } from './execute-fitting.ts'

/** Tables in which rows wait that are kept; never in a generation that is published. */
const waiting = 'nightmask_kept_'

/** What an earlier try has left. */
export async function dropWaiting(wire: Wire, { shadow }: Plan): Promise<void> {
  const left = (await listTables(wire, shadow)).filter((name) => name.startsWith(waiting))
  for (const name of left) await wire.execute(`DROP TABLE ${quoteName(shadow)}.${quoteName(name)}`)
}

interface Waiting extends Sides {
  readonly entry: KeepRows
  /** Columns that both generations have. */
  readonly columns: readonly string[]
  /** Columns that only staging has: their values stay behind. */
  readonly lost: readonly string[]
}

/** See OwnRows.carry. `begin` opens the transaction, and keys of rows that come later are not looked for meanwhile. */
export async function carryRows(
  wire: Wire,
  plan: Plan,
  entries: readonly KeepRows[],
  begin: () => Promise<void>,
): Promise<CarriedRows[]> {
  const all: Waiting[] = []
  for (const entry of entries) all.push(await gather(wire, plan, entry, all.length))
  await begin()
  await wire.execute('SET SESSION foreign_key_checks = 0')
  const carried: CarriedRows[] = []
  const refusals: string[] = []
  for (const one of all) {
    const { rows, refused } = await onTable(wire, one.table, 'taking over rows', () => settle(wire, plan, one))
    carried.push(rows)
    refusals.push(...refused)
  }
  if (refusals.length === 0) for (const one of all) refusals.push(...(await lostParents(wire, plan, one)))
  if (refusals.length > 0)
    throw new RefusedError(`${listProblems('staging.keep_rows', refusals)}. Nothing was published.`)
  await wire.execute('SET SESSION foreign_key_checks = 1')
  return carried
}

/** Reads the rows out of what staging serves, in one statement that keeps nobody there from writing. */
async function gather(wire: Wire, plan: Plan, entry: KeepRows, at: number): Promise<Waiting> {
  const table = tableOf(plan, entry.table)
  const kept = `${quoteName(plan.shadow)}.${quoteName(`${waiting}${at}`)}`
  const shadow = `${quoteName(plan.shadow)}.${quoteName(entry.table)}`
  const there = await columnsThere(wire, plan.staging.database, entry.table)
  const columns = storedColumns(table).map(({ name }) => name)
  const common = columns.filter((name) => there.includes(name))
  const lost = there.filter((name) => !table.columns.some((column) => column.name === name))
  await wire.execute(`CREATE TABLE ${kept} LIKE ${shadow}`)
  if (entry.where.every(({ column }) => there.includes(column)) && common.length > 0) {
    const list = common.map(quoteName).join(', ')
    const from = `${quoteName(plan.staging.database)}.${quoteName(entry.table)}${whereSql(table, entry.where)}`
    await onTable(wire, table, 'reading the rows that staging keeps', () =>
      withoutLocks(wire, table, `INSERT INTO ${kept} (${list}) SELECT ${list} FROM ${from}`),
    )
  }
  await dropSeeded(wire, plan, table, kept)
  return { entry, table, kept, shadow, columns: common, lost }
}

const keysAtOnce = 200

/** Edge cases of the generation before are no rows of staging's own: the new one gets its own. */
async function dropSeeded(wire: Wire, { staging: { database } }: Plan, { name, primaryKey }: Table, kept: string) {
  if (!(await listTables(wire, database)).includes(catalogueTable)) return
  const rows = await wire.query(
    `SELECT key_json FROM ${quoteName(database)}.${quoteName(catalogueTable)} WHERE table_name = ${quoteText(name)}`,
  )
  const keys = rows.map(([key]) => JSON.parse(key ?? '{}') as Record<string, string>)
  const known = keys.filter((key) => primaryKey.every((column) => Object.hasOwn(key, column)))
  for (const some of batches(known, keysAtOnce)) {
    const alike = some.map((key) =>
      primaryKey.map((column) => `${quoteName(column)} = ${quoteText(key[column]!)}`).join(' AND '),
    )
    await wire.execute(`DELETE FROM ${kept} WHERE ${alike.map((key) => `(${key})`).join(' OR ')}`)
  }
}

async function columnsThere(wire: Wire, database: string, table: string): Promise<string[]> {
  const rows = await wire.query(
    `SELECT CONVERT(column_name USING utf8mb4) FROM information_schema.columns
     WHERE table_schema = ${quoteText(database)} AND table_name = ${quoteText(table)}`,
  )
  return rows.map(([name]) => name ?? '')
}

const statementLog = 1665

/** Rows that are only read are locked under REPEATABLE READ; a binary log of statements allows nothing else. */
async function withoutLocks(wire: Wire, table: Table, statement: string): Promise<void> {
  const level = (name: string) => `SET SESSION TRANSACTION ISOLATION LEVEL ${name}`
  await wire.execute(level('READ COMMITTED'))
  try {
    await executeFitting(wire, table, statement)
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.errno !== statementLog) throw error
    await wire.execute(level('REPEATABLE READ'))
    await executeFitting(wire, table, statement)
  } finally {
    await wire.execute(level('REPEATABLE READ')).catch(() => undefined)
  }
}

async function settle(wire: Wire, plan: Plan, one: Waiting): Promise<{ rows: CarriedRows; refused: string[] }> {
  const { entry, table, columns, lost } = one
  const compared = table.columns.filter(({ name }) => columns.includes(name))
  const same = compared.length > 0 ? (await wire.execute(dropSameSql(one, compared))).affectedRows : 0
  const refused: string[] = []
  let [left, replaced] = [0, 0]
  for (const clash of clashesOf(table)) {
    const rows = await count(wire, countClashSql(one, clash))
    if (rows === 0) continue
    const place = `${entry.table} (${clash.columns.join(', ')})`
    const told = `line ${entry.line}, ${place}: ${counted(rows)} of staging's own that production has otherwise`
    if (entry.onClash === 'refuse')
      refused.push(`${told}; say with on_clash whose stay, or give staging's own another key`)
    else if (entry.onClash === 'production') left += (await wire.execute(dropClashSql(one, clash, 'k'))).affectedRows
    else {
      const losing = await losingChildren(wire, plan, one, clash)
      refused.push(...losing.map((child) => `${told}, and ${child} would lose the row that it refers to`))
      if (losing.length === 0) replaced += (await wire.execute(dropClashSql(one, clash, 's'))).affectedRows
    }
  }
  const carried = refused.length > 0 ? 0 : (await wire.execute(insertKeptSql(one))).affectedRows
  return { rows: { table: entry.table, line: entry.line, carried, same, replaced, left, lost }, refused }
}

async function losingChildren(wire: Wire, plan: Plan, one: Waiting, clash: { columns: readonly string[]; on: string }) {
  const losing: string[] = []
  for (const child of plan.schema.tables)
    for (const key of child.foreignKeys) {
      if (key.referencedDatabase !== null || key.referencedTable !== one.entry.table) continue
      const rows = await count(
        wire,
        countLosingSql(one, clash, `${quoteName(plan.shadow)}.${quoteName(child.name)}`, key),
      )
      if (rows > 0) losing.push(`${counted(rows)} of ${child.name}`)
    }
  return losing
}

/** Kept rows that refer to rows which are neither production's nor kept. */
async function lostParents(wire: Wire, plan: Plan, { entry, table, kept }: Waiting): Promise<string[]> {
  const lost: string[] = []
  for (const key of table.foreignKeys.filter(({ referencedDatabase }) => referencedDatabase === null)) {
    const parent = `${quoteName(plan.shadow)}.${quoteName(key.referencedTable)}`
    const rows = await count(wire, countLostSql(kept, parent, key))
    if (rows > 0)
      lost.push(
        `line ${entry.line}, ${entry.table} (${key.columns.join(', ')}): ${counted(rows)} of staging's own whose ${key.referencedTable} row is gone; keep that too, or not these`,
      )
  }
  return lost
}

async function count(wire: Wire, sql: string): Promise<number> {
  return Number((await wire.query(sql))[0]?.[0])
}

function counted(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`
}
