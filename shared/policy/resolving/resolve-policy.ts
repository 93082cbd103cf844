import { type Schema, storedColumns, type Table } from '../../schema/schema.ts'
import { checkByRow } from '../by-row/check-by-row.ts'
import type { Faults } from '../file/parse-policy.ts'
import { refuseGaps, refuseProblems } from '../file/problems.ts'
import { checkInside } from '../inside/check-inside.ts'
import type { ColumnPlan, TablePlan } from '../plan.ts'
import { resolveRisk } from '../risk/resolve-risk.ts'
import type { RiskSet } from '../risk/risk-set.ts'
import type { Policy, Rule } from '../rule.ts'
import type { RuleKinds } from '../rule-kind.ts'
import { checkAccepted } from './check-accepted.ts'
import { checkEngines } from './check-engines.ts'
import { checkNames } from './check-names.ts'
import { checkPrograms } from './check-programs.ts'
import { checkRules } from './check-rules.ts'
import { describeGaps, type Suggest, suggestPreferred } from './describe-gaps.ts'
import { followDomains } from './follow-domains.ts'
import { type Inherited, inheritRules } from './inherit-rules.ts'
import { type ColumnRef, idOf } from './reference-groups.ts'
import { shareRoom } from './share-room.ts'
import { checkSubjects, subjectOf } from './subjects.ts'
import { apart, checkLinks } from './unlinked.ts'

/**
 * The policy against the schema, with the faults of its own text: every stored column of every copied table with its rule, tables largest first.
 * Throws UncoveredError when columns without a rule are all that is wrong, else UsageError; both name everything at once. `keptTables` are staging's own.
 */
export function resolvePolicy(
  schema: Schema,
  policy: Policy,
  file: string,
  kinds: RuleKinds,
  faults: Faults = { problems: [], unread: new Set() },
  suggest: Suggest = suggestPreferred,
  keptTables: readonly string[] = [],
): { tables: TablePlan[]; skippedTables: string[]; risk: RiskSet[] } {
  const rules = rulesOf(policy)
  const inherited = inheritRules(schema, policy, rules, kinds)
  const ruleOf = (ref: ColumnRef) => inherited.rules.get(idOf(ref))?.rule ?? rules.get(idOf(ref))
  const copied = schema.tables.filter(({ name }) => !isSkipped(policy, name))
  const risk = resolveRisk(policy.risk, schema, new Set(copied.map(({ name }) => name)))
  const problems = [
    ...faults.problems,
    ...checkNames(schema, policy),
    ...checkEngines(schema, policy),
    ...checkPrograms(schema, policy),
    ...checkRules(copied, rules, kinds),
    ...checkAccepted(schema, policy, (table, column) => ruleOf({ table, column }) ?? null, keptTables),
    ...checkByRow(schema, copied, rules, ruleOf),
    ...checkSubjects(schema, copied, rules, kinds),
    ...checkInside(schema, copied, rules),
    ...checkLinks(schema, copied, rules, kinds),
    ...risk.problems,
    // What a rule that nobody can read would have said to the keys that it joins is not known.
    ...(faults.unread.size === 0 ? inherited.problems : []),
  ]
  const gaps = copied
    .flatMap((table) => gapsOf(table, policy, rules, inherited))
    .filter((gap) => !faults.unread.has(idOf(gap)))
  if (problems.length > 0) refuseProblems(file, [...problems, ...describeGaps(schema, gaps, suggest)])
  refuseGaps(file, describeGaps(schema, gaps, suggest))
  const tables = copied.map((table) => planTable(table, rules, inherited, kinds)).sort(largestFirst)
  return {
    tables: followDomains(schema, shareRoom(schema, tables, kinds), kinds),
    skippedTables: schema.tables.map(({ name }) => name).filter((name) => isSkipped(policy, name)),
    risk: risk.sets,
  }
}

/** A stored column that has no rule and takes none over. */
export interface Gap extends ColumnRef {
  /** Line of its table in policy.yaml, null when the table is not there. */
  readonly line: number | null
}

function rulesOf(policy: Policy): ReadonlyMap<string, Rule> {
  return new Map(
    Object.entries(policy.tables).flatMap(([table, entry]) =>
      entry.rows === 'skip'
        ? []
        : Object.entries(entry.columns).map(([column, rule]): [string, Rule] => [idOf({ table, column }), rule]),
    ),
  )
}

function isSkipped(policy: Policy, table: string): boolean {
  return Object.hasOwn(policy.tables, table) && policy.tables[table]?.rows === 'skip'
}

function gapsOf(table: Table, policy: Policy, rules: ReadonlyMap<string, Rule>, { rules: taken, waiting }: Inherited) {
  const line = Object.hasOwn(policy.tables, table.name) ? policy.tables[table.name]!.line : null
  return storedColumns(table)
    .map(({ name }) => ({ table: table.name, column: name, line }))
    .filter((ref) => !rules.has(idOf(ref)) && !taken.has(idOf(ref)) && !waiting.has(idOf(ref)))
}

function planTable(
  table: Table,
  rules: ReadonlyMap<string, Rule>,
  { rules: taken }: Inherited,
  kinds: RuleKinds,
): TablePlan {
  const columns = storedColumns(table).map(({ name: column }): ColumnPlan => {
    const id = idOf({ table: table.name, column })
    const { rule, from } = taken.get(id) ?? { rule: rules.get(id)!, from: null }
    return apart(table.name, withSubjects(table, planColumn(column, rule, from, kinds), kinds))
  })
  return { table: table.name, columns, rowsEstimate: table.rowsEstimate, bytesEstimate: table.bytesEstimate }
}

function withSubjects<Planned extends ColumnPlan>(table: Table, plan: Planned, kinds: RuleKinds): Planned {
  if (plan.branches) return { ...plan, branches: plan.branches.map((branch) => withSubjects(table, branch, kinds)) }
  if (plan.inside) return { ...plan, inside: plan.inside.map((leaf) => withSubjects(table, leaf, kinds)) }
  const subject = subjectOf(table, plan.rule, kinds)
  return subject === undefined ? plan : { ...plan, subject }
}

/** What a column's rule comes to: its domain, and a plan for each branch of a rule by row and each path of a rule inside values. */
export function planColumn(column: string, rule: Rule, inheritedFrom: string | null, kinds: RuleKinds): ColumnPlan {
  if (!rule.byRow)
    return {
      ...{ column, rule, domain: domainOf(rule, kinds), inheritedFrom },
      ...planParts(column, rule, kinds),
      ...planInside(column, rule, kinds),
    }
  const { branches, otherwise } = rule.byRow
  const all = [...branches, { match: null, rule: otherwise }]
  const planned = all.map((branch) => ({ ...planColumn(column, branch.rule, null, kinds), match: branch.match }))
  return { column, rule, domain: '', inheritedFrom, branches: planned }
}

function planParts(column: string, rule: Rule, kinds: RuleKinds): Pick<ColumnPlan, 'parts'> {
  const parts = kinds.get(rule.mask)!.parts?.(rule.options)
  if (!parts) return {}
  const planned = parts.map(({ find, mask }) => {
    const options = kinds.get(mask)!.options.parse({}) as Rule['options']
    const own: Rule = { mask, options, domain: null, reason: null, line: rule.line }
    return { ...planColumn(column, own, null, kinds), find, collation: null }
  })
  return { parts: planned }
}

function planInside(column: string, { inside }: Rule, kinds: RuleKinds): Pick<ColumnPlan, 'inside'> {
  if (!inside) return {}
  const all = [...inside.branches, { path: null, rule: inside.otherwise }]
  return { inside: all.map(({ path, rule }) => ({ ...planColumn(column, rule, null, kinds), path, collation: null })) }
}

function domainOf(rule: Rule, kinds: RuleKinds): string {
  return rule.domain ?? kinds.get(rule.mask)!.domain(rule.options)
}

function largestFirst(a: TablePlan, b: TablePlan): number {
  return b.bytesEstimate - a.bytesEstimate || b.rowsEstimate - a.rowsEstimate || (a.table < b.table ? -1 : 1)
}
