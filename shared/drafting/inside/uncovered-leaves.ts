import { transformers } from '../../masking/transformers/index.ts'
import { branchesOf } from '../../policy/by-row/branches-of.ts'
import type { Samples } from '../../policy/detection/detect.ts'
import type { PersonalKind } from '../../policy/detection/finding.ts'
import type { KnownNames } from '../../policy/detection/names/person-words.ts'
import type { FormatName } from '../../policy/inside/formats.ts'
import type { ColumnPlan } from '../../policy/plan.ts'
import { planColumn } from '../../policy/resolving/resolve-policy.ts'
import type { Policy } from '../../policy/rule.ts'
import type { Schema } from '../../schema/schema.ts'
import { rowBranches } from '../rehearsal/rehearsed-cells.ts'
import type { Around } from './draft-inside.ts'
import { personalPaths } from './personal-paths.ts'
import { withoutLeaves } from './without-leaves.ts'

/** A path in the values of a column that seems to hold personal data, and that no rule of the policy is for. */
export interface UncoveredLeaf {
  /** `table.column`. */
  readonly place: string
  readonly path: string
  readonly kind: PersonalKind
}

/** What rules inside values leave of sampled values although it seems personal; what is kept by a path of its own, or for a reason, is meant. */
export function uncoveredLeaves(
  schema: Schema,
  samples: Samples,
  { tables, locale }: Pick<Policy, 'tables' | 'locale'>,
  names: KnownNames,
): UncoveredLeaf[] {
  return schema.tables.flatMap((table) => {
    const policy = tables[table.name]
    const sample = samples.get(table.name) ?? new Map<string, readonly (string | null)[]>()
    if (policy?.rows !== 'copy') return []
    return table.columns.flatMap((column) => {
      const rule = policy.columns[column.name]
      if (!rule) return []
      const plan = planColumn(column.name, rule, null, transformers)
      const branchOf = rowBranches(plan, sample)
      const cells = sample.get(column.name) ?? []
      return branchesOf(plan).flatMap((branch, at) => {
        const values = cells.filter((cell, row) => cell !== null && branchOf(row) === at) as string[]
        const found = uncovered(branch, values, { schema, table, column, names, locale })
        return found.map((leaf) => ({ place: `${table.name}.${column.name}`, ...leaf }))
      })
    })
  })
}

function uncovered(plan: ColumnPlan, values: readonly string[], around: Around): Omit<UncoveredLeaf, 'place'>[] {
  const { inside, mask } = plan.rule
  if (!inside || inside.otherwise.reason !== null) return []
  const meant = new Set(inside.branches.map(({ path }) => path))
  const left = values.map((value) => withoutLeaves(plan, value)).filter((value) => value.trim() !== '')
  return personalPaths(mask as FormatName, left, around).filter(({ path }) => !meant.has(path))
}
