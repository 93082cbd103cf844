import { DatabaseError } from '../../../errors.ts'
import type { Grain, RiskSet } from '../../../policy/risk/risk-set.ts'
import type { Frequencies, GroupSizes } from '../../../ports.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { ServerFamily } from '../../../schema/schema.ts'
import type { Wire } from '../wire/wire.ts'

/** See Shadow.groupSizes. */
export async function groupSizes(
  wire: Wire,
  schemaName: string,
  family: ServerFamily,
  set: RiskSet,
  seconds: number,
): Promise<GroupSizes | null> {
  return measured(wire, limited(groupSizesSql(schemaName, set), family, seconds), (numbers) => {
    const [people = 0, smallest = 0, below5 = 0, below11 = 0] = numbers
    return { people, smallest, below5, below11 }
  })
}

/** The server ended the statement for its time: of MySQL and of MariaDB. */
const timeouts: readonly number[] = [3024, 1969]

function limited(sql: string, family: ServerFamily, seconds: number): string {
  if (family === 'mysql')
    return sql.replace('SELECT ', `SELECT /*+ MAX_EXECUTION_TIME(${Math.floor(seconds * 1000)}) */ `)
  return `SET STATEMENT max_statement_time=${Math.floor(seconds)} FOR ${sql}`
}

/** A person is in several groups where several rows refer to him: the smallest of them counts. */
function groupSizesSql(schemaName: string, { people, key, joins, by }: RiskSet): string {
  const alias = new Map([people, ...joins.map(({ table }) => table)].map((table, at) => [table, `t${at}`]))
  const cell = (table: string, column: string) => `${alias.get(table)}.${quoteName(column)}`
  const from = (table: string) => `${quoteName(schemaName)}.${quoteName(table)} ${alias.get(table)}`
  const joined = joins.map(({ table, on }) => {
    const same = on.map(({ column, of, ofColumn }) => `${cell(table, column)} = ${cell(of, ofColumn)}`)
    return ` JOIN ${from(table)} ON ${same.join(' AND ')}`
  })
  const persons = key.map((column, at) => `${cell(people, column)} AS p${at}`)
  const known = by.map(({ table, column, grain }, at) => `${grains[grain](cell(table, column))} AS q${at}`)
  const groups = by.map((_, at) => `q${at}`).join(', ')
  const one = key.map((_, at) => `p${at}`).join(', ')
  const facts = `SELECT DISTINCT ${[...persons, ...known].join(', ')} FROM ${from(people)}${joined.join('')}`
  const counted = `SELECT ${one}, COUNT(*) OVER (PARTITION BY ${groups}) AS k FROM (${facts}) AS facts`
  const least = `SELECT MIN(k) AS k FROM (${counted}) AS counted GROUP BY ${one}`
  return `SELECT COUNT(*), MIN(k), COALESCE(SUM(k < 5), 0), COALESCE(SUM(k < 11), 0) FROM (${least}) AS people`
}

const grains: Readonly<Record<Grain, (cell: string) => string>> = {
  exact: (cell) => cell,
  day: (cell) => `DATE(${cell})`,
  month: (cell) => `EXTRACT(YEAR_MONTH FROM ${cell})`,
  year: (cell) => `YEAR(${cell})`,
}

/** See Shadow.frequencies. */
export async function frequencies(
  wire: Wire,
  family: ServerFamily,
  table: string,
  column: string,
  seconds: number,
): Promise<Frequencies | null> {
  const cell = quoteName(column)
  const counted = `SELECT COUNT(*) AS n FROM ${table} WHERE ${cell} IS NOT NULL GROUP BY ${cell}`
  const alike = `SELECT n, COUNT(*) AS m FROM (${counted}) AS counted GROUP BY n`
  const sums = ['m', 'm * n', 'm = 1', 'IF(m = 1, n, 0)'].map((sum) => `COALESCE(SUM(${sum}), 0)`)
  return measured(wire, limited(`SELECT ${sums.join(', ')} FROM (${alike}) AS alike`, family, seconds), (numbers) => {
    const [values = 0, cells = 0, aloneValues = 0, aloneCells = 0] = numbers
    return { values, cells, aloneValues, aloneCells }
  })
}

async function measured<Result>(
  wire: Wire,
  sql: string,
  read: (numbers: readonly number[]) => Result,
): Promise<Result | null> {
  try {
    return read((await wire.query(sql))[0]?.map(Number) ?? [])
  } catch (error) {
    if (error instanceof DatabaseError && timeouts.includes(error.errno)) return null
    throw error
  }
}
