import { RunFailedError } from '../../../errors.ts'
import { LoadText, plainColumns } from '../../../masking/rows/load-text.ts'
import type { RowBatch } from '../../../masking/rows/row-batch.ts'
import { compareRows, pickRows } from '../../../masking/rows/row-difference.ts'
import type { Plan, TablePlan } from '../../../policy/plan.ts'
import type { ChunkChange } from '../../../ports.ts'
import type { ChunkRef } from '../../../schema/chunk.ts'
import { keyForm } from '../../../schema/key-values.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Column, Table } from '../../../schema/schema.ts'
import { loadSql, selectSql } from '../reading/expressions.ts'
import { boundSql } from '../reading/key-sql.ts'
import { batches } from '../wire/batches.ts'
import { tryAgain } from '../wire/try-again.ts'
import type { Wire } from '../wire/wire.ts'
import { cellsOf, insertRows } from './insert-rows.ts'
import { assertUnchanged } from './load-warnings.ts'

/** Two streams that write to one table may lock each other out; the server gives one of them up. */
const passing = [1205, 1213]
const mostAttempts = 5
const deletedAtOnce = 500

/**
 * Makes a chunk of a shadow table hold just the rows that `read` gives, whatever it held before: rows that differ or are missing are
 * written, rows too many are deleted, all others stay. It may be done again, and then finds less to do.
 */
export async function bringChunk(
  wire: Wire,
  plan: Plan,
  table: Table,
  tablePlan: TablePlan,
  chunk: ChunkRef,
  read: () => AsyncIterable<Uint8Array>,
): Promise<ChunkChange> {
  return tryAgain(passing, mostAttempts, () => tryOnce(wire, plan, table, tablePlan, chunk, read))
}

async function tryOnce(
  wire: Wire,
  { shadow, schema, loadMethod }: Plan,
  table: Table,
  tablePlan: TablePlan,
  chunk: ChunkRef,
  read: () => AsyncIterable<Uint8Array>,
): Promise<ChunkChange> {
  const { family } = schema.server
  const columns = tablePlan.columns.map(({ column }) => column)
  const key = table.primaryKey.map((name) => columns.indexOf(name))
  const stored = asLoadText(wire.stream(selectSql(shadow, table, columns, chunk)), table, tablePlan)
  const { rows, written, extra } = await compareRows(read(), stored, key)
  const described = table.primaryKey.map((name) => table.columns.find((column) => column.name === name)!)
  for (const some of batches(extra, deletedAtOnce)) await wire.execute(deleteSql(shadow, table, described, some))
  if (written.count > 0) {
    // A unique value may have gone from one row to another: REPLACE lets the row go that has it still, and that row is written too.
    if (loadMethod === 'insert')
      await insertRows(wire, shadow, table, columns, family, pickRows(read(), written), 'REPLACE')
    else {
      const sql = loadSql(shadow, table, columns, family, "LOCAL INFILE 'chunk' REPLACE")
      const { affectedRows, warnings } = await wire.load(sql, pickRows(read(), written))
      await assertUnchanged(wire, table, warnings)
      if (affectedRows < written.count)
        throw new RunFailedError(
          `${table.name}, chunk ${chunk.n}: ${written.count} rows were to be written, the server stored ${affectedRows}.`,
        )
    }
  }
  return { unchanged: rows - written.count, written: written.count, removed: extra.length }
}

async function* asLoadText(
  batches: AsyncIterable<RowBatch>,
  table: Table,
  { columns }: TablePlan,
): AsyncGenerator<Uint8Array> {
  const plain = plainColumns(table, columns)
  const text = new LoadText()
  for await (const batch of batches) {
    text.clear()
    text.rows(batch, plain)
    yield text.take()
  }
}

function deleteSql(schemaName: string, table: Table, key: readonly Column[], rows: readonly Buffer[]): string {
  const literals = rows.map((row) => cellsOf(row).map((cell, at) => keySql(cell ?? Buffer.alloc(0), key[at]!)))
  const [column] = key
  const where =
    key.length === 1
      ? `${quoteName(column!.name)} IN (${literals.map(([value]) => value).join(', ')})`
      : literals
          .map((values) => `(${values.map((value, at) => `${quoteName(key[at]!.name)} = ${value}`).join(' AND ')})`)
          .join(' OR ')
  return `DELETE FROM ${quoteName(schemaName)}.${quoteName(table.name)} WHERE ${where}`
}

/** A key's cell in its loadable form as a literal of its own type. */
function keySql(cell: Buffer, column: Column): string {
  const hex = `0x${cell.toString('hex')}`
  switch (keyForm(column)) {
    case 'text':
      return boundSql(`${column.charset} ${hex}`)
    case 'bytes':
      return boundSql(hex)
    case 'bits':
      return boundSql(String(BigInt(hex)))
    case 'typed':
      return `CONVERT(${hex} USING latin1)`
    default:
      return boundSql(cell.toString('latin1'))
  }
}
