import type { Condition } from '../condition/condition.ts'
import { conditionShape } from '../condition/condition-shape.ts'
import { describeCondition } from '../condition/describe-condition.ts'
import { describeIssues } from '../file/describe-issues.ts'
import { type PlacedEntry, plainValue } from '../file/placed-yaml.ts'
import { didYouMean } from '../file/problems.ts'
import type { Rule } from '../rule.ts'
import { type Entries, type ParseBranch, type Refuse, ruleByRow } from './parse-by-row.ts'

const keys = ['when', 'then', 'otherwise']

/** `{ when: { role: [admin, staff], left_at: null }, then: keep, otherwise: email }`. Null where something was refused. */
export function parseWhen(entries: Entries, line: number, refuse: Refuse, parseBranch: ParseBranch): Rule | null {
  for (const [key, { line: at }] of entries)
    if (!keys.includes(key)) refuse(`${key} is not part of a rule with when${didYouMean(key, keys)}`, at)
  const when = parseCondition(entries.get('when')!, refuse)
  const rules = (['then', 'otherwise'] as const).map((key) => {
    const entry = entries.get(key)
    if (entry) return parseBranch(entry, key)
    refuse(
      key === 'then'
        ? 'a rule with when needs then, the rule for the rows that it holds for'
        : 'a rule with when needs otherwise, the rule for all other rows',
    )
    return null
  })
  const [then, otherwise] = rules
  if (!when || !then || !otherwise) return null
  return ruleByRow({ by: null, when, branches: [{ match: describeCondition(when), rule: then }], otherwise }, line)
}

function parseCondition({ value, line }: PlacedEntry, refuse: Refuse): Condition | null {
  if (value.kind !== 'map') {
    refuse('when has to be a map of columns of the same row, such as { role: [admin, staff] }', line)
    return null
  }
  const parsed = conditionShape.safeParse(structuredClone(plainValue(value)))
  if (parsed.success) return parsed.data
  for (const problem of describeIssues(conditionShape, value, parsed.error.issues))
    refuse(`when: ${problem.text}`, problem.line ?? line)
  return null
}
