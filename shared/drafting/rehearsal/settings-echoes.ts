import { findsParts } from '../../masking/redact/finds-parts.ts'
import type { Samples } from '../../policy/detection/detect.ts'
import { type Finding, namesPeople } from '../../policy/detection/finding.ts'
import { isForPrograms } from '../../policy/detection/values/structured.ts'
import type { Draft } from '../../policy/draft.ts'
import type { ColumnPlan } from '../../policy/plan.ts'
import { type NameDecision, redact } from '../settings/name-rule.ts'
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
  const original = copied(values, samples, draft)
  if (original) {
    const { mask, options, domain } = original.rule
    return { suggestions: [{ mask, options }], domain, because, isSecret: false }
  }
  // What was masked for words that it shares says nothing about the settings of an application.
  if (!leaks.some(({ of }) => namesSomebody(of, draft))) return null
  if (values.some(isForPrograms)) return null
  return { suggestions: [{ mask: 'free_text', options: { mode: 'replace' } }], because, isSecret: false }
}

/** The column of people whose values these are as a whole. */
function copied(values: readonly string[], samples: Samples, { tables, plans }: Draft): ColumnPlan | null {
  for (const { table, columns } of tables)
    for (const { column, finding } of columns) {
      if (!isOfPeople(finding)) continue
      const real = new Set((samples.get(table)?.get(column) ?? []).map((cell) => cell?.trim().toLowerCase()))
      if (!values.some((value) => real.has(value.trim().toLowerCase()))) continue
      return plans.find((plan) => plan.table === table)?.columns.find((plan) => plan.column === column) ?? null
    }
  return null
}

function namesSomebody(place: string, { tables }: Draft): boolean {
  return tables.some(({ table, columns }) =>
    columns.some(({ column, finding }) => `${table}.${column}` === place && isOfPeople(finding)),
  )
}

function isOfPeople(finding: Finding | null): boolean {
  return finding !== null && namesPeople(finding) && !finding.elsewhere
}
