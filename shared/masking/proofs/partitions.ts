import type { TablePlan } from '../../policy/plan.ts'
import { splitCreateTable } from '../../schema/create-table.ts'
import type { Table } from '../../schema/schema.ts'
import { type ColumnVerdict, columnsIn, maskedColumn } from './masked-column.ts'

/** A fake may belong to no partition of a LIST or RANGE (error 1526), so their columns are kept. HASH and KEY take any value. */
export function provePartitions(table: Table, plan: TablePlan): ColumnVerdict[] {
  // Of a thousand tables hardly one has any, and to take a text apart is most of a table's proofs.
  if (!/\bPARTITION\b/i.test(table.createSql)) return []
  const { options } = splitCreateTable(table.createSql)
  const expression =
    /\bPARTITION\s+BY\s+(?:RANGE|LIST)(?:\s+COLUMNS)?\s*\(([\s\S]*?)\)\s*(?:\(|PARTITIONS|SUBPARTITION)/i.exec(
      options,
    )?.[1]
  return columnsIn(expression ?? '', table)
    .filter((column) => maskedColumn(plan, column))
    .map((column) => ({
      ok: false as const,
      problem: `${table.name}.${column}: the table is partitioned by it, and a fake may fit no partition; keep it with a reason`,
    }))
}
