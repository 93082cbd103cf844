import type { AlteredRows } from '../../../masking/rows/differing-rows.ts'
import { LoadText, plainColumns } from '../../../masking/rows/load-text.ts'
import type { RowBatch } from '../../../masking/rows/row-batch.ts'
import { compareRows, pickRows } from '../../../masking/rows/row-difference.ts'
import type { Plan, TablePlan } from '../../../policy/plan.ts'
import type { ChunkChange } from '../../../ports.ts'
import type { ChunkRef } from '../../../schema/chunk.ts'
import type { Table } from '../../../schema/schema.ts'
import { selectSql } from '../reading/expressions.ts'
import { tryAgain } from '../wire/try-again.ts'
import type { Wire } from '../wire/wire.ts'
import { deleteRows, writeRows } from './write-rows.ts'

/** Two streams that write to one table may lock each other out; the server gives one of them up. */
const passing = [1205, 1213]
const mostAttempts = 5

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
  plan: Plan,
  table: Table,
  tablePlan: TablePlan,
  chunk: ChunkRef,
  read: () => AsyncIterable<Uint8Array>,
): Promise<ChunkChange> {
  const columns = tablePlan.columns.map(({ column }) => column)
  const key = table.primaryKey.map((name) => columns.indexOf(name))
  const stored = asLoadText(wire.stream(selectSql(plan.shadow, table, columns, chunk)), table, tablePlan)
  const { rows, written, extra } = await compareRows(read(), stored, key)
  await deleteRows(wire, plan.shadow, table, extra)
  await writeRows(wire, plan, table, columns, { chunk, count: written.count }, () => pickRows(read(), written))
  return { unchanged: rows - written.count, written: written.count, removed: extra.length }
}

/** Writes rows that are known to differ, and deletes those that are known to be too many. It may be done again. */
export async function alterChunk(
  wire: Wire,
  plan: Plan,
  table: Table,
  tablePlan: TablePlan,
  chunk: ChunkRef,
  { written, removed }: AlteredRows,
  read: () => AsyncIterable<Uint8Array>,
): Promise<void> {
  const columns = tablePlan.columns.map(({ column }) => column)
  const extra = removed.map((key) => Buffer.from(String(key)))
  await tryAgain(passing, mostAttempts, async () => {
    await deleteRows(wire, plan.shadow, table, extra)
    await writeRows(wire, plan, table, columns, { chunk, count: written }, read)
  })
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
