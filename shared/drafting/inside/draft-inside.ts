import { proveColumn } from '../../masking/proofs/prove-rules.ts'
import { findsParts } from '../../masking/redact/finds-parts.ts'
import { asPart } from '../../masking/rows/as-part.ts'
import { transformers } from '../../masking/transformers/index.ts'
import type { Finding, PersonalKind } from '../../policy/detection/finding.ts'
import type { KnownNames } from '../../policy/detection/names/person-words.ts'
import type { Suggestion } from '../../policy/detection/preferred-rules.ts'
import { holdsPersonalKeys, isStructured } from '../../policy/detection/values/structured.ts'
import type { FormatName } from '../../policy/inside/formats.ts'
import type { LeafPlan } from '../../policy/plan.ts'
import { planColumn } from '../../policy/resolving/resolve-policy.ts'
import type { Rule } from '../../policy/rule.ts'
import type { Column, Schema, Table } from '../../schema/schema.ts'
import { redact } from '../settings/name-rule.ts'
import { suggestRules } from '../suggest-rule.ts'
import { type FoundLeaves, foundLeaves } from './found-leaves.ts'
import { kindsOfLeaves } from './personal-paths.ts'
import { withoutLeaves } from './without-leaves.ts'

// More paths than that nobody reads.
const mostPaths = 36
const deepest = 3
const html = /^\s*<(?:!doctype html|html|body|p|div|span|a|b|i|br|ul|ol|table|h\d|img|em|strong)\b/i

/** What a draft knows of the database around the values. */
export interface Around {
  readonly schema: Schema
  readonly table: Table
  readonly column: Column
  readonly names: KnownNames
  readonly locale: string
  /** Paths of which is known that they repeat what is personal elsewhere. */
  readonly leaves?: Finding['leaves']
}

/**
 * A rule that reaches inside values: what is personal in them is replaced at its path, and everything else kept. Null where the values are
 * of no format, or where something personal has no path.
 */
export function draftInside(values: readonly string[], around: Around, depth = 0): Suggestion | null {
  const filled = values.filter((value) => value.trim() !== '')
  if (filled.length === 0 || depth > deepest) return null
  const onlyJson = around.column.kind === 'json'
  const formats = onlyJson ? (['json'] as const) : (['json', 'php_serialized', 'xml'] as const)
  for (const format of formats) {
    // A page of HTML is what somebody wrote.
    if (format === 'xml' && filled.some((value) => html.test(value))) continue
    const leaves = foundLeaves(format, filled)
    if (leaves) return ruleFor(format, filled, leaves, around, depth)
  }
  return null
}

function ruleFor(
  format: FormatName,
  values: readonly string[],
  leaves: readonly FoundLeaves[],
  around: Around,
  depth: number,
): Suggestion | null {
  const kinds = kindsOfLeaves(leaves, around)
  const branches: { path: string; rule: Rule }[] = []
  for (const leaf of leaves) {
    const texts = leaf.values.filter((value) => value !== '')
    const kind = kinds.get(leaf.path) ?? around.leaves?.get(leaf.path)
    if (!kind && !texts.some((text) => findsParts(text, false))) continue
    const rule = provenFor(kind ?? null, leaf, texts, around, depth)
    if (!rule) return null
    const isRepeated = around.leaves?.has(leaf.path) && !kinds.has(leaf.path)
    branches.push({ path: leaf.path, rule: isRepeated ? { ...rule, originals: 'elsewhere' } : rule })
  }
  if (branches.length === 0 || branches.length > mostPaths) return null
  const suggestion = {
    mask: format,
    options: {},
    inside: { branches, otherwise: plain('keep', {}), broken: 'replace' as const },
  }
  const plan = planColumn(around.column.name, { ...plain(format, {}), ...suggestion }, null, transformers)
  const left = values.map((value) => withoutLeaves(plan, value))
  return left.some((value) => holdsPersonalKeys(value, around.names)) ? null : suggestion
}

function provenFor(
  kind: PersonalKind | null,
  leaf: FoundLeaves,
  texts: readonly string[],
  around: Around,
  depth: number,
): Rule | null {
  const { table, column, locale } = around
  const part = asPart(table, column.name, null)
  const described = part.columns.find(({ name }) => name === column.name)!
  const nested = texts.some(isStructured)
    ? draftInside(texts, { ...around, table: part, column: described, leaves: undefined }, depth + 1)
    : null
  const called = { ...described, name: leaf.names.at(-1) ?? column.name }
  const whole = kind === null ? [redact] : suggestRules(kind, part, called, texts)
  const rules = [...(nested ? [nested] : []), ...whole].map(
    ({ mask, options, inside }): Rule => ({
      ...plain(mask, options),
      ...(inside ? { inside } : {}),
    }),
  )
  const isProven = (rule: Rule) => {
    const plan: LeafPlan = { ...planColumn(column.name, rule, null, transformers), path: leaf.path, collation: null }
    return proveColumn(part, plan, locale).every(({ ok }) => ok)
  }
  return rules.find(isProven) ?? null
}

function plain(mask: string, options: Rule['options']): Rule {
  return { mask, options, domain: null, reason: null, line: null }
}
