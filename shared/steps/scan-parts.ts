import type { ChunkReceipt } from '../masking/rows/snapshot-receipts.ts'
import type { Plan } from '../policy/plan.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import { countingColumn } from '../schema/chunks.ts'
import type { Table } from '../schema/schema.ts'
import type { ScanPart } from '../verification/scan.ts'
import { planOfTable } from './plan-of-table.ts'

/**
 * Every row of the shadow schema in parts: what was loaded, to be compared with its receipt, and what was seeded beyond it. Tables that hold
 * rows or settings of staging's own are to be compared no more: `touched`.
 */
export function scanParts(
  plan: Plan,
  receipts: readonly ChunkReceipt[],
  seededTables: ReadonlySet<string>,
  touched: ReadonlySet<string> = new Set(),
): ScanPart[] {
  return receipts.flatMap((receipt) => {
    const { table } = receipt.chunk
    if (touched.has(table)) return [{ runId: plan.runId, chunk: receipt.chunk, stableSha256: null }]
    return partsOfChunk(plan, receipt, seededTables.has(table))
  })
}

/** Whether the rows of a table come back in the order in which they were masked, so that their digest can be compared. */
export function isComparable(plan: Plan, name: string, isSeeded: boolean): boolean {
  const { table, tablePlan } = planOfTable(plan, name)
  const isKept = (column: string) =>
    tablePlan.columns.some((entry) => entry.column === column && entry.rule.mask === 'keep')
  if (isSeeded) return countingColumn(table, isKept) !== null
  if (table.primaryKey.length === 0)
    return plan.dataset === null && storingKeys(table).every((key) => key.every(isKept))
  // The rows of a dataset come in the order of their keys, which is the server's own for integers only.
  const isInteger = (name: string) => table.columns.find((column) => column.name === name)?.kind === 'integer'
  return table.primaryKey.every((column) => isKept(column) && (plan.dataset === null || isInteger(column)))
}

/** Of a table without a primary key, the unique keys by one of which InnoDB stores its rows; none: in the order in which they came. */
function storingKeys({ uniqueKeys, columns }: Table): (readonly string[])[] {
  const isRequired = (name: string) => columns.some((column) => column.name === name && !column.nullable)
  return uniqueKeys.map((key) => key.columns).filter((names) => names.every(isRequired))
}

function partsOfChunk(plan: Plan, receipt: ChunkReceipt, isSeeded: boolean): ScanPart[] {
  const { runId } = plan
  const { chunk, stableSha256, lastKey } = receipt
  if (!isComparable(plan, chunk.table, isSeeded)) return [{ runId, chunk, stableSha256: null }]
  if (!isSeeded || chunk.to !== null) return [{ runId, chunk, stableSha256 }]
  const { read, seeded } = beyondLastKey(plan, chunk, lastKey)
  return [...(read ? [{ runId, chunk: read, stableSha256 }] : []), { runId, chunk: seeded, stableSha256: null }]
}

/** A last chunk in two: seeded keys lie beyond the last key that was read; an empty one holds nothing but seeded rows. */
export function beyondLastKey(
  plan: Plan,
  chunk: ChunkRef,
  lastKey: string | null,
): { read: ChunkRef | null; seeded: ChunkRef } {
  if (lastKey === null) return { read: null, seeded: chunk }
  const { table, tablePlan } = planOfTable(plan, chunk.table)
  const column = countingColumn(table, (name) => tablePlan.columns.some((entry) => entry.column === name))
  const end = String(BigInt(lastKey) + 1n)
  const columns = chunk.columns.length > 0 ? chunk.columns : [column!]
  return { read: { ...chunk, columns, to: [end] }, seeded: { ...chunk, columns, from: [end] } }
}
