import type { Column, Schema, Table } from '../../schema/schema.ts'
import type { PersonalKind } from '../detection/finding.ts'
import { detectByName } from '../detection/names/by-name.ts'
import { preferredRules, type Suggestion } from '../detection/preferred-rules.ts'
import { describeRule } from '../file/describe-rule.ts'
import type { Problem } from '../file/problems.ts'
import { scalar } from '../file/scalar.ts'
import type { ColumnRef } from './reference-groups.ts'

/** A rule for a column that is called personal, null when none can be proven on it. */
export type Suggest = (table: Table, column: Column, kind: PersonalKind) => Suggestion | null

/** Without a proof: what suits the kind best. */
export const suggestPreferred: Suggest = (_table, column, kind) => preferredRules(kind, column)[0] ?? null

/** `users.ssn is not classified (suggested: ssn: digits)`, each with the line of its table. */
export function describeGaps(
  schema: Schema,
  gaps: readonly (ColumnRef & { readonly line: number | null })[],
  suggest: Suggest,
): Problem[] {
  const byTable = Map.groupBy(gaps, ({ table }) => table)
  return schema.tables.flatMap((table) => {
    const missing = byTable.get(table.name) ?? []
    if (missing.length === 0) return []
    const findings = detectByName(table)
    return missing.map(({ column, line }) => ({
      line,
      column: { table: table.name, column },
      text: `${table.name}.${column} is not classified (suggested: ${scalar(column)}: ${suggestionFor(table, column, findings, suggest)})`,
    }))
  })
}

function suggestionFor(
  table: Table,
  name: string,
  findings: ReturnType<typeof detectByName>,
  suggest: Suggest,
): string {
  const finding = findings.get(name)
  const column = table.columns.find((candidate) => candidate.name === name)
  if (!finding || !column) return 'keep'
  const rule = suggest(table, column, finding.kind)
  // A reason only its owner can give, where no rule can work.
  return rule ? describeRule(rule) : '{ keep: "why" }'
}
