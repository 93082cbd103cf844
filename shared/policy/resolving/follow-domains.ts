import type { Schema } from '../../schema/schema.ts'
import { branchesOf } from '../by-row/branches-of.ts'
import type { ColumnPlan, PartPlan, TablePlan } from '../plan.ts'

/**
 * Parts of texts are masked as the columns of their domain are: by the same options, in the same room and compared alike. So the address
 * in a text is the one that stands in the column. They give no room themselves: a short text must not shorten every address.
 */
export function followDomains(schema: Schema, tables: readonly TablePlan[]): TablePlan[] {
  const leaders = tables.flatMap(({ table, columns }) => columns.flatMap(branchesOf).map((plan) => ({ table, plan })))
  const follow = (part: PartPlan): PartPlan => {
    const found = leaders.find(({ plan }) => plan.domain === part.domain && plan.rule.mask === part.rule.mask)
    if (!found) return part
    const column = schema.tables
      .find(({ name }) => name === found.table)!
      .columns.find(({ name }) => name === found.plan.column)!
    const room = found.plan.room ?? {
      maxLength: column.maxLength,
      charsets: column.charset === null ? [] : [column.charset],
    }
    return { ...part, rule: { ...part.rule, options: found.plan.rule.options }, room, collation: column.collation }
  }
  const settle = <Planned extends ColumnPlan>(plan: Planned): Planned =>
    plan.parts ? { ...plan, parts: plan.parts.map(follow) } : plan
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((plan) =>
      settle(plan.branches ? { ...plan, branches: plan.branches.map(settle) } : plan),
    ),
  }))
}
