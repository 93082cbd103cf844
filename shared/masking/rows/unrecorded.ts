import type { ColumnPlan } from '../../policy/plan.ts'

/** The plan for a masker of values that others record: its own records would be made twice, and nobody would read them. */
export function unrecorded<Plan extends ColumnPlan>(plan: Plan): Plan {
  return { ...plan, rule: { ...plan.rule, originals: 'elsewhere' } }
}
