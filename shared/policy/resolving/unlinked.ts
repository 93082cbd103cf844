import type { ForeignKey, Schema, Table } from '../../schema/schema.ts'
import { rulesWithin } from '../by-row/branches-of.ts'
import type { Problem } from '../file/problems.ts'
import type { ColumnPlan, TablePlan } from '../plan.ts'
import type { Rule } from '../rule.ts'
import type { RuleKinds } from '../rule-kind.ts'
import { idOf } from './reference-groups.ts'

/** `link: false` where it has no meaning: at rules that draw nothing or from a person or a row, and at columns that a foreign key joins. */
export function checkLinks(
  schema: Schema,
  tables: readonly Table[],
  rules: ReadonlyMap<string, Rule>,
  kinds: RuleKinds,
): Problem[] {
  return tables.flatMap((table) =>
    table.columns.flatMap(({ name: column }) => {
      const rule = rules.get(idOf({ table: table.name, column }))
      const unlinked = (rule ? rulesWithin(rule) : []).filter(({ link }) => link === false)
      return unlinked.flatMap((inner) => {
        const problem = uselessFor(inner, kinds) ?? joinedBy(schema, table.name, column)
        return problem === null ? [] : [{ line: inner.line, text: `${table.name}.${column}: ${problem}` }]
      })
    }),
  )
}

function uselessFor({ mask, options }: Rule, kinds: RuleKinds): string | null {
  const kind = kinds.get(mask)
  if (kind?.drawsFrom === 'subject')
    return `link: false would take ${mask} apart, whose parts belong to one person: leave it out`
  if (kind?.drawsFrom === 'row') return `link: false has no effect with ${mask}, which links nothing: leave it out`
  return kind && kind.domain(options) !== ''
    ? null
    : `link: false has no effect with ${mask}, which draws nothing from the value`
}

function joinedBy(schema: Schema, table: string, column: string): string | null {
  for (const { name, foreignKeys } of schema.tables)
    for (const key of foreignKeys)
      if ((name === table && key.columns.includes(column)) || isTarget(key, table, column))
        return `its foreign key ${key.name} of ${name} joins it to what has to have the same pseudonyms: link: false would break it`
  return null
}

function isTarget(
  { referencedDatabase, referencedTable, referencedColumns }: ForeignKey,
  table: string,
  column: string,
): boolean {
  return referencedDatabase === null && referencedTable === table && referencedColumns.includes(column)
}

/** A domain of its own for a column that links to nothing, in the plan of one table. */
export function apart<Planned extends ColumnPlan>(table: string, plan: Planned): Planned {
  return {
    ...plan,
    ...(plan.rule.link === false ? { domain: `${plan.domain} of ${table}.${plan.column}` } : {}),
    ...(plan.branches ? { branches: plan.branches.map((branch) => apart(table, branch)) } : {}),
    ...(plan.inside ? { inside: plan.inside.map((leaf) => apart(table, leaf)) } : {}),
  }
}

/** The same for one run: in the next one the same values have other pseudonyms. */
export function forOneRun(tables: readonly TablePlan[], runId: string): TablePlan[] {
  const settle = <Planned extends ColumnPlan>(plan: Planned): Planned => ({
    ...plan,
    ...(plan.rule.link === false ? { domain: `${plan.domain} in ${runId}` } : {}),
    ...(plan.branches ? { branches: plan.branches.map(settle) } : {}),
    ...(plan.inside ? { inside: plan.inside.map(settle) } : {}),
  })
  return tables.map((table) => ({ ...table, columns: table.columns.map(settle) }))
}
