import { DatabaseError, RunFailedError } from '../../../errors.ts'
import type { RowBatch } from '../../../masking/rows/row-batch.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'
import type { Column, Schema, ServerFamily, Table } from '../../../schema/schema.ts'
import type { Cell, FindRows, KeyLookup, ScanKeys } from '../../../subset/key-lookup.ts'
import type { Wire } from '../wire/wire.ts'
import { selectCell } from './expressions.ts'
import { readKeyRange } from './source.ts'
import { readIndexes } from './subset-indexes.ts'
import { whereEachKey, whereKeys } from './subset-sql.ts'

const keysPerUnion = 100

/**
 * Key lookups over a connection within its snapshot. Each names its index, so that the server never prefers to read the table;
 * each statement ends by itself after `statementSeconds`.
 */
export async function createKeyLookup(wire: Wire, schema: Schema, statementSeconds: number): Promise<KeyLookup> {
  const { database, server } = schema
  const indexes = await readIndexes(wire, database, server.family)
  const tables = new Map(schema.tables.map((table) => [table.name, table]))
  const timed = (sql: string) => timedStream(wire, sql, server.family, statementSeconds)

  return {
    isIndexed: (table, columns) => indexes.find(table, columns) !== null,
    keyRange: (table, column) => readKeyRange(wire, database, table, column),

    async readsAll(table, where) {
      const filter = where === null ? '' : ` WHERE ${condition(where)}`
      const [row] = await wire.query(
        `EXPLAIN FORMAT = TRADITIONAL SELECT 1 FROM ${quoteName(database)}.${quoteName(table)}${filter}`,
      )
      // Only MySQL has a column for partitions before that of the access.
      const access = row?.[server.family === 'mysql' ? 4 : 3] ?? ''
      return access.toLowerCase() === 'all' || access === 'index'
    },

    async *find(request) {
      const table = tables.get(request.table)!
      const when = request.when.map(({ column }) => column)
      const index = indexes.find(table.name, [...request.by, ...when]) ?? indexes.find(table.name, request.by)
      if (index === null) throw new RunFailedError(`${table.name}: no index by ${request.by.join(', ')}.`)
      const head = `${selectHead(table, request.cells, database)} FORCE INDEX (${quoteName(index)})`
      for (const statement of findStatements(table, head, request)) yield* timed(statement)
    },

    scan({ table, columns, where, take }: ScanKeys) {
      const head = selectHead(
        tables.get(table)!,
        columns.map((column) => ({ column, equals: null })),
        database,
      )
      const direction = take?.from === 'last' ? ' DESC' : ''
      const order = columns.map((name) => `${quoteName(name)}${direction}`).join(', ')
      const tail = take ? ` ORDER BY ${order} LIMIT ${BigInt(take.limit)}` : ''
      return timed(`${head}${where === null ? '' : ` WHERE ${condition(where)}`}${tail}`)
    },
  }
}

function* findStatements(table: Table, head: string, request: FindRows): Generator<string> {
  const { by, types, keys, from, to, limitPerKey, order } = request
  const columns = by.map((name) => columnOf(table, name))
  const conditions = [
    ...request.when.map(({ column, equals }) => `${quoteName(column)} = ${quoteText(equals)}`),
    ...(request.where === null ? [] : [condition(request.where)]),
  ]
  const where = (keyed: string) => ` WHERE ${[keyed, ...conditions].join(' AND ')}`
  if (limitPerKey === null) {
    for (const keyed of whereKeys(columns, types, keys, from, to)) yield head + where(keyed)
    return
  }
  const tail = `${order.length > 0 ? ` ORDER BY ${order.map(quoteName).join(', ')}` : ''} LIMIT ${BigInt(limitPerKey)}`
  let union: string[] = []
  for (const keyed of whereEachKey(columns, types, keys, from, to)) {
    union.push(`(${head}${where(keyed)}${tail})`)
    if (union.length < keysPerUnion) continue
    yield union.join(' UNION ALL ')
    union = []
  }
  if (union.length > 0) yield union.join(' UNION ALL ')
}

/** The configuration's own SQL: conditionProblem saw to it that it stays within its brackets. */
function condition(where: string): string {
  return `(${where}\n)`
}

function selectHead(table: Table, cells: readonly Cell[], database: string): string {
  const list = cells.map(({ column, equals }, at) => {
    const cell = equals === null ? selectCell(columnOf(table, column)) : `${quoteName(column)} = ${quoteText(equals)}`
    return `${cell} AS c${at}`
  })
  return `SELECT ${list.join(', ')} FROM ${quoteName(database)}.${quoteName(table.name)}`
}

const outOfTime: readonly number[] = [1969, 3024]

/** The statement with a time limit of its own, in each family's way. */
async function* timedStream(wire: Wire, sql: string, family: ServerFamily, seconds: number): AsyncGenerator<RowBatch> {
  const limited =
    family === 'mariadb'
      ? `SET STATEMENT max_statement_time = ${Math.ceil(seconds)} FOR ${sql}`
      : sql.replace('SELECT', `SELECT /*+ MAX_EXECUTION_TIME(${Math.ceil(seconds * 1000)}) */`)
  try {
    yield* wire.stream(limited)
  } catch (error) {
    if (!(error instanceof DatabaseError && outOfTime.includes(error.errno))) throw error
    throw new RunFailedError(
      `dataset: a look-up took more than ${Math.ceil(seconds)} seconds; give where an index, or raise max_seconds.`,
    )
  }
}

function columnOf(table: Table, name: string): Column {
  return table.columns.find((column) => column.name === name)!
}
