import { afterAll } from 'vitest'
import { introspect } from '../../../shared/adapters/mysql/catalog/introspect.ts'
import { insertSeedSql } from '../../../shared/adapters/mysql/shadow/insert-seed.ts'
import { openWire } from '../../../shared/adapters/mysql/wire/connect.ts'
import { quoteName } from '../../../shared/schema/quote.ts'
import { referenceDate, type SeededCase, type SeedingContext } from '../../../shared/seeding/edge-cases.ts'
import { runSql, type TestDatabase } from '../../setup/servers.ts'

/** What a pack is told of a database, asked of the database itself. */
export async function contextOf({ name, url }: TestDatabase, seed = 42): Promise<SeedingContext> {
  // One connection, as in a run: two questions at once are an error.
  const wire = await openWire(url, 'plain')
  afterAll(() => wire.close())
  const schema = await introspect(wire, name)
  return {
    schema,
    seed,
    referenceDate,
    canSeed: () => true,
    async keyRange(table, column) {
      const sql = `SELECT MIN(${quoteName(column)}), MAX(${quoteName(column)}) FROM ${quoteName(table)}`
      const [[min, max] = []] = await wire.query(sql)
      return min && max ? { min, max } : null
    },
    async sample(table, columns, limit) {
      return wire.query(`SELECT ${columns.map(quoteName)} FROM ${quoteName(table)} ORDER BY 1 LIMIT ${limit}`)
    },
  }
}

/** Inserts the rows one by one in their order, with every check on: foreign keys, CHECKs, strict mode. */
export async function insertCases(
  { schema }: SeedingContext,
  url: string,
  cases: readonly SeededCase[],
): Promise<void> {
  const statements = cases
    .flatMap(({ rows }) => rows)
    .flatMap(({ table: name, values }) => {
      const table = schema.tables.find((candidate) => candidate.name === name)!
      return [...insertSeedSql(schema.database, table, Object.keys(values), [Object.values(values)], 1 << 20)]
    })
  await runSql(url, `START TRANSACTION; ${statements.join('; ')}; COMMIT`)
}

/** The row that a case names, with all of its columns. */
export async function findCase(url: string, { table, key }: SeededCase): Promise<Record<string, string | null> | null> {
  const columns = (await runSql(url, `SHOW COLUMNS FROM ${quoteName(table)}`)).map(([column]) => column!)
  const where = Object.entries(key).map(([column, value]) => `${quoteName(column)} = '${value}'`)
  const [row] = await runSql(
    url,
    `SELECT ${columns.map(quoteName)} FROM ${quoteName(table)} WHERE ${where.join(' AND ')}`,
  )
  return row ? Object.fromEntries(columns.map((column, at) => [column, row[at]!])) : null
}
