import { decidingColumns } from '../by-row/branches-of.ts'
import { describeCondition } from '../condition/describe-condition.ts'
import type { Rule, RulesInside } from '../rule.ts'
import { scalar } from './scalar.ts'

/** What there is to say of a rule. */
export type Describable = Pick<Rule, 'mask' | 'options'> &
  Partial<Pick<Rule, 'domain' | 'reason' | 'originals' | 'link' | 'byRow' | 'inside'>>

/** A rule as policy.yaml says it: `email`, `{ mask: faker, method: location.city }`, `{ keep: "why" }`, `{ by: name, … }`. */
export function describeRule(rule: Describable): string {
  if (rule.byRow) {
    const { by, when, branches, otherwise } = rule.byRow
    if (by === null)
      return `{ when: ${describeCondition(when!)}, then: ${describeRule(branches[0]!.rule)}, otherwise: ${describeRule(otherwise)} }`
    const rules = branches.map((branch) => `${scalar(branch.match)}: ${describeRule(branch.rule)}`)
    return `{ by: ${scalar(by)}, rules: { ${rules.join(', ')} }, otherwise: ${describeRule(otherwise)} }`
  }
  if (rule.mask === 'keep' && rule.reason) return `{ keep: ${JSON.stringify(rule.reason)} }`
  const extras = [
    ...(rule.domain ? [['domain', rule.domain]] : []),
    ...(rule.originals ? [['originals', rule.originals]] : []),
    ...(rule.link === false ? [['link', false] as const] : []),
    ...Object.entries(rule.options),
  ]
  if (extras.length === 0 && !rule.inside) return rule.mask
  const told = [['mask', rule.mask], ...extras].map(([key, value]) => `${key}: ${scalar(value)}`)
  return `{ ${[...told, ...(rule.inside ? describeInside(rule.inside) : [])].join(', ')} }`
}

function describeInside({ branches, otherwise, broken }: RulesInside): string[] {
  const paths = branches.map(({ path, rule }) => `${scalar(path)}: ${describeRule(rule)}`)
  return [
    ...(paths.length > 0 ? [`paths: { ${paths.join(', ')} }`] : []),
    `otherwise: ${describeRule(otherwise)}`,
    ...(broken === 'replace' ? [] : [`broken: ${broken}`]),
  ]
}

/** A rule in a word or two, where there is no room for all of it: `faker`, `by meta_key`, `when role`. */
export function nameOfRule({ mask, byRow }: Pick<Rule, 'mask' | 'byRow'>): string {
  if (!byRow) return mask
  return byRow.by === null ? `when ${decidingColumns(byRow).join(', ')}` : `by ${byRow.by}`
}

/** What decides over the branches of a rule, as the record names it: `by meta_key`, `when role`. */
export function toldDecider(by: string): string {
  return by.startsWith('when ') ? by : `by ${by}`
}

/** The same for records and screens: `value` is what the policy puts into cells, a password perhaps. */
export function describeWithoutValue(rule: Omit<Rule, 'line'>): string {
  return describeRule(stripValue({ ...rule, domain: null, reason: null, line: null }))
}

function stripValue(rule: Rule): Rule {
  const options = Object.fromEntries(Object.entries(rule.options).filter(([name]) => name !== 'value'))
  if (rule.inside) {
    const { branches, otherwise } = rule.inside
    const stripped = branches.map(({ path, rule: inner }) => ({ path, rule: stripValue(inner) }))
    return { ...rule, options, inside: { ...rule.inside, branches: stripped, otherwise: stripValue(otherwise) } }
  }
  if (!rule.byRow) return { ...rule, options }
  const { branches, otherwise } = rule.byRow
  const stripped = branches.map(({ match, rule: inner }) => ({ match, rule: stripValue(inner) }))
  return { ...rule, options, byRow: { ...rule.byRow, branches: stripped, otherwise: stripValue(otherwise) } }
}
