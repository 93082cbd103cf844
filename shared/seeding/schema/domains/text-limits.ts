import type { Expression } from '../../../schema/checks/expression.ts'
import { likePattern } from '../../../schema/checks/functions.ts'

/** What CHECKs say of one column of text or bytes, as far as it can be built towards; the rest is tried out. */
export interface TextLimits {
  /** In characters of text, bytes of binary. */
  readonly least: number
  readonly most: number
  readonly choices: readonly string[] | null
  /** Regular expressions that have to match. */
  readonly patterns: readonly string[]
  readonly isJson: boolean
  /** True when everything that was said is in here. */
  readonly complete: boolean
  /** Literals that the conditions mention: good to try. */
  readonly hints: readonly string[]
}

export function textLimits(conditions: readonly Expression[], longest: number): TextLimits {
  const hints = conditions.flatMap(literalsOf)
  let limits: TextLimits = {
    least: 0,
    most: longest,
    choices: null,
    patterns: [],
    isJson: false,
    complete: true,
    hints,
  }
  for (const condition of conditions) limits = applied(condition, limits) ?? { ...limits, complete: false }
  return limits
}

function applied(condition: Expression, limits: TextLimits): TextLimits | null {
  const choices = choicesOf(condition)
  if (choices) return { ...limits, choices: limits.choices?.filter((choice) => choices.includes(choice)) ?? choices }
  if (condition.kind !== 'call') return null
  const { name, parts } = condition
  const [first, second, third] = parts
  if (name === 'json_valid' && first?.kind === 'column') return { ...limits, isJson: true }
  if (name === 'regexp_like' && first?.kind === 'column' && second?.kind === 'literal' && parts.length === 2)
    return { ...limits, patterns: [...limits.patterns, String(second.value)] }
  if (name === 'like' && first?.kind === 'column' && second?.kind === 'literal')
    return { ...limits, patterns: [...limits.patterns, likePattern(String(second.value)).replaceAll('[\\s\\S]', '.')] }
  // Whatever is written for a column is longer than nothing.
  if (name === '<>' && first?.kind === 'column' && second?.kind === 'literal' && second.value === '')
    return { ...limits, least: Math.max(1, limits.least) }
  if (first?.kind !== 'call' || !/^(char_length|character_length|length|octet_length)$/.test(first.name)) return null
  if (first.parts[0]?.kind !== 'column' || second?.kind !== 'literal') return null
  const bound = Number(second.value)
  if (name === 'between' && third?.kind === 'literal')
    return within(limits, Math.ceil(bound), Math.floor(Number(third.value)))
  if (name === '>=') return within(limits, Math.ceil(bound), limits.most)
  if (name === '>') return within(limits, Math.floor(bound) + 1, limits.most)
  if (name === '<=') return within(limits, limits.least, Math.floor(bound))
  if (name === '<') return within(limits, limits.least, Math.ceil(bound) - 1)
  return name === '=' ? within(limits, bound, bound) : null
}

function within(limits: TextLimits, least: number, most: number): TextLimits {
  return { ...limits, least: Math.max(limits.least, least), most: Math.min(limits.most, most) }
}

/** The texts of `c = 'a'`, `c IN ('a', 'b')` and of several of them joined by OR. */
function choicesOf(condition: Expression): string[] | null {
  if (condition.kind !== 'call') return null
  const { name, parts } = condition
  if (name === 'or') {
    const each = parts.map(choicesOf)
    return each.every((choices) => choices !== null) ? each.flat() : null
  }
  if ((name !== '=' && name !== 'in') || parts[0]?.kind !== 'column') return null
  const texts = parts
    .slice(1)
    .map((part) => (part.kind === 'literal' && part.value !== null ? String(part.value) : null))
  return texts.every((text) => text !== null) ? texts : null
}

function literalsOf(condition: Expression): string[] {
  if (condition.kind === 'literal') return typeof condition.value === 'string' ? [condition.value] : []
  if (condition.kind === 'collate') return literalsOf(condition.of)
  return condition.kind === 'call' ? condition.parts.flatMap(literalsOf) : []
}
