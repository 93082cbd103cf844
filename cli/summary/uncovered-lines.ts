import type { UncoveredLeaf } from '../../shared/drafting/inside/uncovered-leaves.ts'
import { kindNames } from '../../shared/policy/detection/finding.ts'
import type { Look } from '../display/look.ts'
import { section } from './sections.ts'

/** Paths in values that seem personal and that no rule is for. */
export function uncoveredLines(uncovered: readonly UncoveredLeaf[], look: Look): readonly string[] {
  return section(
    'Uncovered',
    'seems personal, and the rules inside the values keep it: give the path a rule, or keep',
    uncovered.map(({ place, path, kind }) => `${place} at ${path}: ${kindNames[kind]}`),
    look,
  )
}
