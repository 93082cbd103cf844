import { bytesOf, textOf } from '../../masking/inside/byte-text.ts'
import type { Visit } from '../../masking/inside/format.ts'
import { formatOf } from '../../masking/inside/formats/formats.ts'
import { pathsOf, type RulePlace } from '../../masking/inside/path-tree.ts'
import { partsWithin, withoutParts } from '../../masking/redact/finds-parts.ts'
import type { ColumnPlan } from '../../policy/plan.ts'

/** What is left of a value when all that its rules replace is gone. */
export function withoutLeaves(plan: ColumnPlan, value: string): string {
  return walked(plan, value, (leaf, text) => {
    if (leaf.rule.mask === 'keep') return undefined
    if (leaf.parts) return withoutParts(text)
    return leaf.inside ? withoutLeaves(leaf, text) : ''
  })
}

/** The leaves that its rules replace, each with the plan for it. */
export function leavesWithin(plan: ColumnPlan, value: string): (readonly [plan: ColumnPlan, leaf: string])[] {
  const found: (readonly [ColumnPlan, string])[] = []
  walked(plan, value, (leaf, text) => {
    if (leaf.inside) found.push(...leavesWithin(leaf, text))
    else if (leaf.parts) found.push(...partsWithin(text).map((part) => [leaf, part] as const))
    else if (leaf.rule.mask !== 'keep') found.push([leaf, text])
    return undefined
  })
  return found
}

/** A value that is none of the format is replaced as a whole. */
function walked(
  plan: ColumnPlan,
  value: string,
  replace: (leaf: ColumnPlan, text: string) => string | undefined,
): string {
  const visit: Visit<RulePlace> = (at, leaf) => {
    const other = replace(plan.inside![at.branch]!, textOf(leaf))
    return other === undefined ? undefined : bytesOf(other)
  }
  const { root } = pathsOf(plan)
  const rewrite = formatOf(plan.rule.mask, plan.rule)
  const other = rewrite(bytesOf(value), { root, visit, clears: () => false, escapes: false })
  return other === null ? '' : textOf(other)
}
