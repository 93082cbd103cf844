import type { TablePlan } from '../../policy/plan.ts'
import type { CheckConstraint, Table } from '../../schema/schema.ts'
import { type CheckedRow, evaluateCheck } from './check-expression.ts'
import { type ColumnVerdict, columnsIn, maskedColumn } from './masked-column.ts'
import { sampleFakes } from './samples.ts'

/**
 * CHECK constraints that name masked columns hold for what the rules make: each is evaluated over samples. One that also names
 * kept columns, or that is written in a way that is not understood here, cannot be proven and is refused.
 */
export function proveChecks(table: Table, plan: TablePlan, locale: string): ColumnVerdict[] {
  return table.checks.flatMap((check) => {
    const named = columnsIn(check.expression, table)
    const masked = named.filter((column) => maskedColumn(plan, column))
    if (masked.length === 0) return []
    const problem = proveCheck(table, plan, check, named, masked, locale)
    return problem === null
      ? []
      : masked.map((column) => ({
          ok: false as const,
          problem: `${table.name}.${column}: CHECK ${check.name} ${problem}`,
        }))
  })
}

function proveCheck(
  table: Table,
  plan: TablePlan,
  check: CheckConstraint,
  named: readonly string[],
  masked: readonly string[],
  locale: string,
): string | null {
  const samples = new Map(masked.map((column) => [column, fakesOf(table, plan, column, locale)]))
  const rows = Math.max(...[...samples.values()].map((fakes) => fakes.length))
  if (rows === 0)
    return 'cannot be proven for a mask that keeps the form of the value; use another rule or keep the column'
  for (let row = 0; row < rows; row++) {
    const cells: CheckedRow = new Map(
      named.map((column) => [column.toLowerCase(), samples.get(column)?.at(row % samples.get(column)!.length)]),
    )
    const result = evaluateCheck(check.expression, cells)
    if (result === 'unknown')
      return 'cannot be proven for masked values; set the column to null or keep it with a reason'
    if (result === 'false') return `does not hold for what ${maskedColumn(plan, masked[0]!)!.rule.mask} makes`
  }
  return null
}

function fakesOf(table: Table, plan: TablePlan, column: string, locale: string): (string | null)[] {
  return sampleFakes(table, maskedColumn(plan, column)!, locale)
}
