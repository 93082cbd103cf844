import { findsParts } from '../masking/redact/finds-parts.ts'
import { type NameDecision, redact } from '../masking/settings/name-rule.ts'
import type { Samples } from '../policy/detection/detect.ts'
import { type Finding, namesPeople } from '../policy/detection/finding.ts'
import { isForPrograms } from '../policy/detection/structured.ts'
import type { Draft } from '../policy/draft.ts'
import type { ColumnPlan } from '../policy/plan.ts'
import type { Echo } from './rehearse-leaks.ts'

/**
 * What becomes of the settings of one name in which a real value of a masked column was found: an address is replaced in place; what is
 * somebody's name as a whole gets the rule that it has there, so that staging agrees with itself; a text that mentions somebody is replaced
 * unless programs read it. Null: it is kept, and the run asks.
 */
export function settingsEcho({ leaks, values = [] }: Echo, samples: Samples, draft: Draft): NameDecision | null {
  const [worst] = leaks.toSorted((a, b) => b.count - a.count)
  const because = `a real value of ${worst!.of}`
  if (values.some((value) => findsParts(value, true))) return { suggestions: [redact], because, isSecret: false }
  const original = originalAt(worst!.of, draft)
  // What was masked for words that it shares says nothing about the settings of an application.
  if (!original?.finding || !namesPeople(original.finding) || original.finding.elsewhere) return null
  const known = samples.get(original.table)?.get(original.plan.column) ?? []
  const real = new Set(known.map((cell) => cell?.trim().toLowerCase()))
  if (!original.plan.rule.byRow && values.some((value) => real.has(value.trim().toLowerCase()))) {
    const { mask, options, domain } = original.plan.rule
    return { suggestions: [{ mask, options }], domain, because, isSecret: false }
  }
  if (values.some(isForPrograms)) return null
  return { suggestions: [{ mask: 'free_text', options: { mode: 'replace' } }], because, isSecret: false }
}

interface Original {
  readonly table: string
  readonly plan: ColumnPlan
  readonly finding: Finding | null
}

function originalAt(place: string, { tables, plans }: Draft): Original | null {
  for (const { table, columns } of plans)
    for (const plan of columns)
      if (`${table}.${plan.column}` === place) {
        const drafted = tables.find((entry) => entry.table === table)?.columns
        return { table, plan, finding: drafted?.find(({ column }) => column === plan.column)?.finding ?? null }
      }
  return null
}
