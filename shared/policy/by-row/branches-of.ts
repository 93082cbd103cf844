import type { ColumnPlan } from '../plan.ts'
import type { Rule } from '../rule.ts'

/** The rules that may be meant for a cell: one, or all of a rule by row. */
export function rulesWithin(rule: Rule): readonly Rule[] {
  return rule.byRow ? [...rule.byRow.branches.map((branch) => branch.rule), rule.byRow.otherwise] : [rule]
}

/** The plans that may be meant for a cell of the column. */
export function branchesOf(plan: ColumnPlan): readonly ColumnPlan[] {
  return plan.branches ?? [plan]
}

/** Whether cells of the column are kept, or texts but for parts of them: then staging holds some of what the source holds. */
export function keepsSome(plan: ColumnPlan): boolean {
  return branchesOf(plan).some(({ rule, parts }) => rule.mask === 'keep' || parts !== undefined)
}
