import { describeRule, describeWithoutValue } from '../file/describe-rule.ts'
import type { ColumnPlan, Plan } from '../plan.ts'
import { idOf } from './reference-groups.ts'

type Decided = Pick<Plan, 'tables' | 'skippedTables' | 'locale' | 'keyId' | 'keepTables' | 'transformers'>

/** What a policy decides otherwise than the one before, from → to, for tables and columns that both know. */
export function policyChanges(before: Decided, after: Decided): string[] {
  return [
    ...(before.keyId === undefined || after.keyId === undefined || before.keyId === after.keyId
      ? []
      : [`pseudonym key: ${before.keyId} → ${after.keyId}, so every pseudonym is another`]),
    ...(before.locale === after.locale ? [] : [`locale: ${before.locale} → ${after.locale}`]),
    ...transformerChanges(before, after),
    ...treatmentChanges(before, after),
    ...ruleChanges(before, after),
  ]
}

/** Transformers whose source is another one than before, of those that both have. */
export function transformerChanges(
  { transformers: before = [] }: Pick<Plan, 'transformers'>,
  { transformers: after = [] }: Pick<Plan, 'transformers'>,
): string[] {
  return before.flatMap(({ name, digest }) => {
    const now = after.find((other) => other.name === name)
    return now && now.digest !== digest
      ? [`transformer ${name}: ${now.file} was changed, so its fakes may be others`]
      : []
  })
}

function treatmentChanges(before: Decided, after: Decided): string[] {
  const [was, is] = [treatments(before), treatments(after)]
  return [...is].flatMap(([table, how]) => {
    const earlier = was.get(table)
    return earlier === undefined || earlier === how ? [] : [`${table}: ${earlier} → ${how}`]
  })
}

function treatments({ tables, skippedTables, keepTables }: Decided): Map<string, string> {
  return new Map([
    ...tables.map(({ table }): [string, string] => [table, 'copied']),
    ...skippedTables.map((table): [string, string] => [table, 'left empty']),
    ...keepTables.map((table): [string, string] => [table, "staging's own"]),
  ])
}

function ruleChanges(before: Decided, after: Decided): string[] {
  const rules = new Map(
    before.tables.flatMap(({ table, columns }) =>
      columns.map((column) => [idOf({ table, column: column.column }), column] as const),
    ),
  )
  return after.tables.flatMap(({ table, columns }) =>
    columns.flatMap((column) => {
      const was = rules.get(idOf({ table, column: column.column }))
      if (!was || isSame(was, column)) return []
      const [from, to] = [describe(was), describe(column)]
      return [`${table}.${column.column}: ${from} → ${from === to ? 'the same with another value' : to}`]
    }),
  )
}

function isSame(a: ColumnPlan, b: ColumnPlan): boolean {
  return a.domain === b.domain && describeRule(a.rule) === describeRule(b.rule)
}

function describe({ rule, domain }: ColumnPlan): string {
  if (rule.mask === 'keep') return describeRule(rule)
  const told = describeWithoutValue(rule)
  return domain === '' || told.includes(domain) ? told : `${told} in the domain ${domain}`
}
