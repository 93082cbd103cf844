import { describeRule } from '../../policy/file/describe-rule.ts'
import type { TablePlan } from '../../policy/plan.ts'
import { type Constraint, constraintsOf } from '../../schema/checks/constraints.ts'
import type { Table } from '../../schema/schema.ts'
import { type ColumnVerdict, maskedColumn } from './masked-column.ts'
import { sampleFakes } from './samples.ts'

/**
 * CHECK constraints that name masked columns hold for what the rules make: each is evaluated over samples. One that also turns on
 * kept columns, or that is written in a way that is not understood here, cannot be proven and is refused.
 */
export function proveChecks(table: Table, plan: TablePlan, locale: string): ColumnVerdict[] {
  const problems = constraintsOf(table).flatMap((constraint) => {
    return variantsOf(plan, constraint.columns).flatMap((variant) => {
      const masked = constraint.columns.filter(
        (column) => maskedColumn(variant, column) && !staysJson(variant, column, constraint),
      )
      const problem = masked.length === 0 ? null : proveConstraint(table, variant, constraint, masked, locale)
      return problem === null
        ? []
        : masked.map((column) => `${table.name}.${column}: CHECK ${constraint.check} ${problem}`)
    })
  })
  return [...new Set(problems)].map((problem) => ({ ok: false, problem }))
}

/** Texts of which parts are replaced stay JSON where they are, as JSON does: that is all that MariaDB asks of its JSON columns. */
function staysJson(plan: Variant, column: string, { sql }: Constraint): boolean {
  const { rule, parts } = maskedColumn(plan, column) ?? {}
  return (parts !== undefined || rule?.mask === 'json') && /^\s*\(?\s*json_valid\s*\([^()]*\)\s*\)?\s*$/i.test(sql)
}

type Variant = Pick<TablePlan, 'columns'>

/** The table's rules as a row may meet them: one plan for each combination of branches of the columns. */
function variantsOf(plan: Variant, names: readonly string[]): Variant[] {
  const at = plan.columns.findIndex(({ column, branches }) => branches && names.includes(column))
  if (at < 0) return [plan]
  const distinct = new Map(plan.columns[at]!.branches!.map((branch) => [describeRule(branch.rule), branch]))
  return [...distinct.values()].flatMap((branch) => variantsOf({ columns: plan.columns.with(at, branch) }, names))
}

function proveConstraint(
  table: Table,
  plan: Variant,
  { verdict }: Constraint,
  masked: readonly string[],
  locale: string,
): string | null {
  const samples = new Map(
    masked.map((column) => [column, sampleFakes(table, maskedColumn(plan, column)!, locale)] as const),
  )
  const rows = Math.max(...[...samples.values()].map((fakes) => fakes.length))
  if (rows === 0)
    return 'cannot be proven for a mask that keeps the form of the value; use another rule or keep the column'
  for (let row = 0; row < rows; row++) {
    const result = verdict((column) => {
      const fakes = samples.get(column)
      return fakes?.[row % fakes.length]
    })
    if (result === 'unknown')
      return 'cannot be proven for masked values; set the column to null or keep it with a reason'
    if (!result) return `does not hold for what ${maskedColumn(plan, masked[0]!)!.rule.mask} makes`
  }
  return null
}
