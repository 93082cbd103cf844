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

/** Whether some cells of the column are kept as they are: of those staging holds the real value. */
export function keepsSome({ rule }: Pick<ColumnPlan, 'rule'>): boolean {
  return rulesWithin(rule).some(({ mask }) => mask === 'keep')
}
