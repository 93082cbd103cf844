import type { Column, Table } from '../../schema/schema.ts'
import { rulesForCells } from '../by-row/branches-of.ts'
import { type Finding, kindNames } from '../detection/finding.ts'
import { detectByName } from '../detection/names/by-name.ts'
import { hasFewValues } from '../detection/values/few-values.ts'
import type { Problem } from '../file/problems.ts'
import type { Rule } from '../rule.ts'
import type { RuleKinds } from '../rule-kind.ts'
import { idOf } from './reference-groups.ts'

/** Personal data that is kept without a reason, and pseudonyms that counting would undo. */
export function checkRules(tables: readonly Table[], rules: ReadonlyMap<string, Rule>, kinds: RuleKinds): Problem[] {
  return tables.flatMap((table) => {
    const findings = detectByName(table)
    return table.columns.flatMap((column) => {
      const rule = rules.get(idOf({ table: table.name, column: column.name }))
      if (!rule || column.generated) return []
      const finding = findings.get(column.name)
      const told = rulesForCells(rule).flatMap((inner) => {
        const text = checkRule(column, inner, rule.byRow && finding?.kind === 'echo' ? undefined : finding, kinds)
        return text === null ? [] : [{ line: inner.line, text: `${table.name}.${column.name} ${text}` }]
      })
      return told.slice(0, 1)
    })
  })
}

function checkRule(column: Column, rule: Rule, finding: Finding | undefined, kinds: RuleKinds): string | null {
  if (rule.mask === 'keep' && rule.reason === null && finding)
    return `looks like ${kindNames[finding.kind]}: to keep it, say why, as in { keep: "public catalogue text" }`
  const kind = kinds.get(rule.mask)
  const isPseudonym = kind && !kind.drawsFrom && kind.domain(rule.options) !== ''
  if (isPseudonym && rule.domain === null && hasFewValues(column))
    return `has few values, and counting them undoes ${rule.mask}: use shuffle, null or constant, or name a domain to say that it is meant`
  return null
}
