import { DatabaseError, RunFailedError, UsageError } from '../../../errors.ts'
import type { Plan } from '../../../policy/plan.ts'
import { hasSnapshot } from '../../../policy/resolving/check-engines.ts'
import type { InsertSeed, Shadow } from '../../../ports.ts'
import { quoteText } from '../../../schema/quote.ts'
import { catalogueTable, createCatalogueSql, insertCatalogueSql, isFilledSql } from '../catalog/catalogue-table.ts'
import { listTables } from '../catalog/tables.ts'
import { dropWaiting } from '../own/carry-rows.ts'
import { ownRows } from '../own/own-rows.ts'
import { createOwnSql, fillOwnSql, isOwnDoneSql, ownTable } from '../own/own-table.ts'
import type { Wire } from '../wire/wire.ts'
import { insertSeedSql } from './insert-seed.ts'
import { tableOf } from './shadow-tables.ts'

type Work = Parameters<Shadow['seed']>[1]

// Lock wait timeout, deadlock, a statement that somebody ended: they say nothing against the rows.
const passing = [1205, 1213, 1317]
const claimSeconds = 30

/** See Shadow.seed. The catalogue is filled in the transaction of the rows, so it proves that they are there. */
export async function seedShadow(wire: Wire, plan: Plan, work: Work): Promise<void> {
  await claim(wire, plan)
  try {
    // They are there when rows are seeded.
    await wire.execute('SET SESSION foreign_key_checks = 1')
    if (plan.own) await dropWaiting(wire, plan)
    if (!(await isSeeded(wire, plan))) await storeWhole(wire, plan, work)
    if (plan.own) await dropWaiting(wire, plan)
  } catch (error) {
    // A connection that is lost has rolled back by itself.
    await wire.execute('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    for (const statement of ['SET SESSION foreign_key_checks = 0', `DO RELEASE_LOCK(${quoteText(plan.shadow)})`])
      await wire.execute(statement).catch(() => undefined)
  }
}

/** One try at a time, and the last one wins: what an older one has not committed goes with its connection. */
async function claim(wire: Wire, { shadow }: Plan): Promise<void> {
  const name = quoteText(shadow)
  const [[older] = []] = await wire.query(`SELECT IS_USED_LOCK(${name})`)
  // It may have ended by itself meanwhile.
  if (older) await wire.execute(`KILL ${older}`).catch(() => undefined)
  const [[claimed] = []] = await wire.query(`SELECT GET_LOCK(${name}, ${claimSeconds})`)
  if (claimed !== '1')
    throw new RunFailedError(`${shadow}: an older try is still seeding it; try again when it has ended.`)
}

async function isSeeded(wire: Wire, { shadow, schema, tables, own }: Plan): Promise<boolean> {
  if (!(await listTables(wire, shadow)).includes(own ? ownTable : catalogueTable)) return false
  if ((await wire.query(own ? isOwnDoneSql(shadow) : isFilledSql(shadow))).length > 0) return true
  const kept = schema.tables.filter(
    ({ name, engine }) => !hasSnapshot(engine) && tables.some(({ table }) => table === name),
  )
  if (kept.length === 0) return false
  throw new RunFailedError(
    `${kept.map(({ name, engine }) => `${name} (${engine})`).join(', ')}: seeding ended half-way before, and tables without transactions keep what they were given; start a new run.`,
  )
}

async function storeWhole(wire: Wire, plan: Plan, work: Work): Promise<void> {
  await wire.execute(createCatalogueSql(plan.shadow))
  if (plan.own) await wire.execute(createOwnSql(plan.shadow))
  let begun = false
  const begin = async () => {
    if (!begun) await wire.execute('START TRANSACTION')
    begun = true
  }
  const insert: InsertSeed = async (name, columns, rows) => {
    const table = tableOf(plan, name)
    const statements = insertSeedSql(plan.shadow, table, columns, rows, wire.packetBytes)
    // Outside the transaction: a server that enforces GTIDs takes none of both kinds of tables (1785).
    if (!hasSnapshot(table.engine)) return strictly(wire, () => whyRefused(wire, statements, name, 'rounding'))
    await begin()
    await wire.execute('SAVEPOINT batch')
    const why = await whyRefused(wire, statements, name, 'nothing')
    if (why !== null) await wire.execute('ROLLBACK TO SAVEPOINT batch')
    return why
  }
  const cases = await work(insert, ownRows(wire, plan, begin))
  await begin()
  for (const statement of insertCatalogueSql(plan.shadow, cases)) await wire.execute(statement)
  if (plan.own) await wire.execute(fillOwnSql(plan.shadow, plan.own))
  await wire.execute('COMMIT')
}

/** What was cut to fit could not be taken back: here the server refuses it by itself. */
async function strictly<Result>(wire: Wire, work: () => Promise<Result>): Promise<Result> {
  const [[mode] = []] = await wire.query('SELECT @@session.sql_mode')
  await wire.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')")
  try {
    return await work()
  } finally {
    await wire.execute(`SET SESSION sql_mode = ${quoteText(mode ?? '')}`)
  }
}

/** Runs INSERTs; why the server refuses a row, null when it takes them all. Where nothing is allowed, a value that was rounded is refused. */
async function whyRefused(
  wire: Wire,
  statements: Iterable<string>,
  table: string,
  allowed: 'rounding' | 'nothing',
): Promise<string | null> {
  try {
    for (const statement of statements) {
      const { warnings } = await wire.execute(statement)
      if (warnings === 0 || allowed === 'rounding') continue
      const shown = await wire.query('SHOW WARNINGS LIMIT 5')
      const numbers = [...new Set(shown.map(([, errno]) => errno))].join(', ')
      return `${table}: a seeded row does not fit its columns as it is (server warnings ${numbers}).`
    }
    return null
  } catch (error) {
    if (error instanceof UsageError || (error instanceof DatabaseError && !passing.includes(error.errno)))
      return error.message
    throw error
  }
}
