import type { Rule } from './rule.ts'

/** A rule as policy.yaml says it: `email`, `{ mask: faker, method: location.city }`, `{ keep: "why" }`. */
export function describeRule(rule: Pick<Rule, 'mask' | 'options'> & Partial<Pick<Rule, 'domain' | 'reason'>>): string {
  if (rule.mask === 'keep' && rule.reason) return `{ keep: ${JSON.stringify(rule.reason)} }`
  const extras = [...(rule.domain ? [['domain', rule.domain]] : []), ...Object.entries(rule.options)]
  if (extras.length === 0) return rule.mask
  return `{ ${[['mask', rule.mask], ...extras].map(([key, value]) => `${key}: ${scalar(value)}`).join(', ')} }`
}

/** A value in YAML's flow form: bare where no reader could take it for anything else. */
export function scalar(value: unknown): string {
  const isPlain = typeof value === 'string' && /^[A-Za-z_][\w.-]*$/.test(value) && !reserved.test(value)
  return isPlain ? value : JSON.stringify(value)
}

const reserved = /^(true|false|yes|no|on|off|null|y|n)$/i
