import type { Schema, Table } from '../schema/schema.ts'
import { describeRule, scalar } from './describe-rule.ts'
import { detectByName } from './detection/by-name.ts'
import { preferredRules } from './detection/preferred-rules.ts'
import type { Problem } from './problems.ts'
import type { ColumnRef } from './reference-groups.ts'

/** `users.ssn is not classified (suggested: ssn: digits)`, each with the line of its table. */
export function describeGaps(
  schema: Schema,
  gaps: readonly (ColumnRef & { readonly line: number | null })[],
): Problem[] {
  const byTable = Map.groupBy(gaps, ({ table }) => table)
  return schema.tables.flatMap((table) => {
    const findings = detectByName(table)
    return (byTable.get(table.name) ?? []).map(({ column, line }) => ({
      line,
      column: { table: table.name, column },
      text: `${table.name}.${column} is not classified (suggested: ${scalar(column)}: ${suggest(table, column, findings)})`,
    }))
  })
}

function suggest(table: Table, name: string, findings: ReturnType<typeof detectByName>): string {
  const finding = findings.get(name)
  const column = table.columns.find((candidate) => candidate.name === name)
  const [first] = finding && column ? preferredRules(finding.kind, column) : []
  return first ? describeRule(first) : 'keep'
}
