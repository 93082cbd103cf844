import { RunFailedError } from '../../../errors.ts'
import type { RowBatch } from '../../../masking/rows/row-batch.ts'
import type { ChunkRef } from '../../../schema/chunk.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { ForeignKey, Table } from '../../../schema/schema.ts'
import type { KeyList } from '../../../subset/key-list.ts'
import type { Wire } from '../wire/wire.ts'
import { selectSql } from './expressions.ts'
import { countOrphans } from './integrity.ts'
import { whereKeys } from './subset-sql.ts'

/** The key lists of a dataset; a table without one has no rows in it. */
export type KeyLists = ReadonlyMap<string, KeyList>

/** The rows that a chunk's keys name, in the order of the keys' statements and then of the primary key. */
export async function* readByKeys(
  wire: Wire,
  database: string,
  table: Table,
  columns: readonly string[],
  chunk: ChunkRef,
  lists: KeyLists | null,
): AsyncGenerator<RowBatch> {
  for (const where of statements(table, lists)) yield* wire.stream(selectSql(database, table, columns, chunk, where))
}

/** COUNT(*) of the same rows. */
export async function countByKeys(wire: Wire, database: string, table: Table, lists: KeyLists | null): Promise<number> {
  let rows = 0
  for (const where of statements(table, lists)) {
    const [[count] = []] = await wire.query(
      `SELECT COUNT(*) FROM ${quoteName(database)}.${quoteName(table.name)}${where}`,
    )
    rows += Number(count)
  }
  return rows
}

/** Those of the same rows whose foreign key finds no row in the source. */
export async function countOrphansByKeys(
  wire: Wire,
  database: string,
  table: Table,
  key: ForeignKey,
  lists: KeyLists | null,
): Promise<number> {
  let rows = 0
  for (const where of statements(table, lists)) rows += await countOrphans(wire, database, table.name, key, where)
  return rows
}

function* statements(table: Table, lists: KeyLists | null): Generator<string> {
  if (!lists) throw new RunFailedError(`${table.name}: the keys of the dataset are not here; start the run again.`)
  const list = lists.get(table.name)
  if (!list) return
  const columns = list.shared.columns.map((name) => table.columns.find((column) => column.name === name)!)
  // A primary key has to be named, or the server may prefer to read a small table as a whole.
  const index = table.primaryKey.join() === list.shared.columns.join() ? ' FORCE INDEX (PRIMARY)' : ''
  for (const where of whereKeys(columns, columns, list, 0, list.size)) yield `${index} WHERE ${where}`
}
