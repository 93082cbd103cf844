import type { ColumnPlan } from '../../policy/plan.ts'

/**
 * Whether a rule masks leaves that may stand right beside another one: fields of a record, entries of an array. Between all others are their
 * names, and in serialised PHP the keys and lengths.
 */
export function masksNeighbours({ rule, inside = [] }: ColumnPlan): boolean {
  return inside.some((leaf) => {
    if (leaf.inside && masksNeighbours(leaf)) return true
    if (leaf.rule.mask === 'keep' || (rule.mask !== 'csv' && rule.mask !== 'json')) return false
    return rule.mask === 'csv' || leaf.path === null || leaf.path.endsWith(']')
  })
}
