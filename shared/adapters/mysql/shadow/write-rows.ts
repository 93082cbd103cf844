import { RunFailedError } from '../../../errors.ts'
import type { Plan } from '../../../policy/plan.ts'
import type { ChunkRef } from '../../../schema/chunk.ts'
import { keyForm } from '../../../schema/key-values.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Column, Table } from '../../../schema/schema.ts'
import { loadSql } from '../reading/expressions.ts'
import { boundSql } from '../reading/key-sql.ts'
import { batches } from '../wire/batches.ts'
import type { Wire } from '../wire/wire.ts'
import { cellsOf, insertRows } from './insert-rows.ts'
import { assertUnchanged } from './load-warnings.ts'

const deletedAtOnce = 500

/** Deletes rows of a table by their key: its cells as LOAD DATA text, tabs between them. */
export async function deleteRows(wire: Wire, shadow: string, table: Table, keys: readonly Buffer[]): Promise<void> {
  const described = table.primaryKey.map((name) => table.columns.find((column) => column.name === name)!)
  for (const some of batches(keys, deletedAtOnce)) await wire.execute(deleteSql(shadow, table, described, some))
}

/**
 * Writes `count` rows of a chunk, over those of the same key. A unique value may have gone from one row to another: REPLACE lets the row go that has
 * it still, and that row is written too.
 */
export async function writeRows(
  wire: Wire,
  { shadow, schema, loadMethod }: Plan,
  table: Table,
  columns: readonly string[],
  { chunk, count }: { readonly chunk: ChunkRef; readonly count: number },
  rows: () => AsyncIterable<Uint8Array>,
): Promise<void> {
  if (count === 0) return
  const { family } = schema.server
  if (loadMethod === 'insert') {
    await insertRows(wire, shadow, table, columns, family, rows(), 'REPLACE')
    return
  }
  const sql = loadSql(shadow, table, columns, family, "LOCAL INFILE 'chunk' REPLACE")
  const { affectedRows, warnings } = await wire.load(sql, rows())
  await assertUnchanged(wire, table, warnings)
  if (affectedRows < count)
    throw new RunFailedError(
      `${table.name}, chunk ${chunk.n}: ${count} rows were to be written, the server stored ${affectedRows}.`,
    )
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
