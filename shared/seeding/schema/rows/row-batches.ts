import { hasSnapshot } from '../../../policy/resolving/check-engines.ts'
import type { Table } from '../../../schema/schema.ts'
import type { SeededCase, SeededRow } from '../../edge-cases.ts'
import { fillOrder } from './fill-order.ts'

/** One row on its way into the shadow schema, and the case that it belongs to. */
export interface PlacedRow {
  readonly caseName: string
  readonly cells: readonly (string | null)[]
  readonly bytes: number
}

export interface RowBatch {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly PlacedRow[]
}

const batchRows = 500
// Well under the megabyte of one INSERT, hex digits and all: a batch is stored whole or not at all.
const batchBytes = 128 * 1024

/**
 * The rows of all cases, parents before children, else in their order; rows of one table and the same columns together. Tables without
 * transactions, which have no foreign keys, come first and row by row: nothing of theirs can be taken back.
 */
export function* rowBatches(tables: readonly Table[], cases: readonly SeededCase[]): Generator<RowBatch> {
  const rows = cases.flatMap(({ name, rows }) => rows.map((row) => ({ caseName: name, row })))
  const kept = tables.filter(({ engine }) => !hasSnapshot(engine))
  const others = tables.filter(({ engine }) => hasSnapshot(engine))
  for (const { name: table, engine } of [...kept, ...fillOrder(others)]) {
    const mostRows = hasSnapshot(engine) ? batchRows : 1
    let batch: { columns: string[]; rows: PlacedRow[]; bytes: number } | null = null
    for (const { caseName, row } of rows.filter((entry) => entry.row.table === table)) {
      const columns = Object.keys(row.values)
      const placed = place(caseName, row)
      const fits =
        batch !== null &&
        batch.rows.length < mostRows &&
        batch.bytes + placed.bytes <= batchBytes &&
        batch.columns.join('\0') === columns.join('\0')
      if (batch && !fits) yield { table, columns: batch.columns, rows: batch.rows }
      if (!batch || !fits) batch = { columns, rows: [], bytes: 0 }
      batch.rows.push(placed)
      batch.bytes += placed.bytes
    }
    if (batch) yield { table, columns: batch.columns, rows: batch.rows }
  }
}

function place(caseName: string, { values }: SeededRow): PlacedRow {
  const cells = Object.values(values)
  return { caseName, cells, bytes: cells.reduce((sum, cell) => sum + Buffer.byteLength(cell ?? '') + 1, 0) }
}
