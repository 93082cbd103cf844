import type { ColumnPlan } from '../plan.ts'
import type { Rule, RulesByRow } from '../rule.ts'

/** The columns of the row that say which rule is meant. */
export function decidingColumns({ by, when }: RulesByRow): readonly string[] {
  return by === null ? (when ?? []).map(({ column }) => column) : [by]
}

/** The rules that may be meant for a cell: one, or all of a rule by row. */
export function rulesForCells(rule: Rule): readonly Rule[] {
  return rule.byRow ? [...rule.byRow.branches.map((branch) => branch.rule), rule.byRow.otherwise] : [rule]
}

/** The rules that may be meant for a cell or for something in it, to any depth. */
export function rulesWithin(rule: Rule): readonly Rule[] {
  return rulesForCells(rule).flatMap((one) =>
    one.inside
      ? [...one.inside.branches.map((branch) => branch.rule), one.inside.otherwise].flatMap(rulesWithin)
      : [one],
  )
}

/** The plans that may be meant for a cell of the column. */
export function branchesOf(plan: ColumnPlan): readonly ColumnPlan[] {
  return plan.branches ?? [plan]
}

/** The plans that may be meant for a cell or for something in it, to any depth. */
export function plansWithin(plan: ColumnPlan): readonly ColumnPlan[] {
  return branchesOf(plan).flatMap((branch) => branch.inside?.flatMap(plansWithin) ?? [branch])
}

/** Whether cells of the column are kept, or all but parts of them: then staging holds some of what the source holds. */
export function keepsSome(plan: ColumnPlan): boolean {
  return branchesOf(plan).some(
    ({ rule, parts, inside }) => rule.mask === 'keep' || parts !== undefined || inside !== undefined,
  )
}
