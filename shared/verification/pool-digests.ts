import { DigestSet } from '../masking/digests/digest-set.ts'
import type { OriginalDigest } from '../masking/digests/original-digest.ts'
import { charsetOf } from '../masking/text/charset.ts'
import { transformers } from '../masking/transformers/index.ts'
import { rulesWithin } from '../policy/by-row/branches-of.ts'
import type { Plan } from '../policy/plan.ts'
import type { Rule } from '../policy/rule.ts'

/** Words that fakes are drawn from: a single name that is one of them proves nothing. */
export function poolDigests(plan: Pick<Plan, 'tables' | 'locale'>, digest: OriginalDigest): DigestSet {
  const words = new Set<string>()
  for (const rule of differentRules(plan))
    for (const word of transformers.get(rule.mask)?.pool?.(rule.options, plan.locale) ?? []) words.add(word)
  const pool = new DigestSet(words.size)
  for (const word of words) {
    const bytes = Buffer.from(word, 'utf8')
    if (digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)) pool.add(digest.hi, digest.lo)
  }
  return pool
}

// Thousands of columns have a handful of rules, and a pool has thousands of words.
function differentRules({ tables }: Pick<Plan, 'tables'>): Iterable<Rule> {
  const rules = tables.flatMap(({ columns }) => columns.flatMap(({ rule }) => rulesWithin(rule)))
  return new Map(rules.map((rule) => [JSON.stringify([rule.mask, rule.options]), rule])).values()
}
