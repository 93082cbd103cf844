import type { Schema } from '../../schema/schema.ts'
import { describeRule } from '../file/describe-rule.ts'
import type { Problem } from '../file/problems.ts'
import type { Policy, Rule } from '../rule.ts'
import type { RuleKinds } from '../rule-kind.ts'
import {
  type ColumnRef,
  groupReferences,
  idOf,
  type Reference,
  type ReferenceGroup,
  referencesOf,
} from './reference-groups.ts'

export interface Inherited {
  /** By column: the rule that it takes over and the `table.column` it is from. */
  readonly rules: ReadonlyMap<string, { readonly rule: Rule; readonly from: string }>
  /** Columns that will take over a rule as soon as the column they reference has one. */
  readonly waiting: ReadonlySet<string>
  readonly problems: readonly Problem[]
}

type Rules = ReadonlyMap<string, Rule>

/** Foreign-key columns take the rule and the domain of the key they reference, over chains, cycles and self references. */
export function inheritRules(schema: Schema, policy: Policy, rules: Rules, kinds: RuleKinds): Inherited {
  const isCopied = (table: string) => !Object.hasOwn(policy.tables, table) || policy.tables[table]!.rows === 'copy'
  const joining = joiningReferences(schema, rules).filter(({ from }) => isCopied(from.table))
  const taken = new Map<string, { rule: Rule; from: string }>()
  const lost = joining.filter(({ to }) => !isCopied(to.table))
  const waiting = new Set(lost.map(({ from }) => idOf(from)))
  const problems = lost.flatMap((reference) => skippedTarget(reference, policy))
  for (const group of groupReferences(joining.filter(({ to }) => isCopied(to.table)))) {
    const source = sourceOf(group, rules)
    for (const ref of group.members) {
      if (source.ref === null) {
        // The first of a cycle without any rule stands for all as the gap; so does a key without one.
        if (idOf(ref) !== idOf(group.roots[0] ?? group.members[0]!)) waiting.add(idOf(ref))
        continue
      }
      const own = rules.get(idOf(ref))
      if (own && !isSame(own, source.rule, kinds)) problems.push(contradiction(ref, own, source.ref, source.rule))
      const isRoot = group.roots.some((root) => idOf(root) === idOf(ref))
      if (!isRoot && idOf(ref) !== idOf(source.ref))
        taken.set(idOf(ref), { rule: { ...source.rule, line: own?.line ?? null }, from: nameOf(source.ref) })
    }
  }
  return { rules: taken, waiting, problems }
}

/** References that hold in staging: not those of a key with a column that the policy sets to NULL, nor to what is not there. */
function joiningReferences(schema: Schema, rules: Rules): Reference[] {
  const references = referencesOf(schema)
  const isThere = ({ table, column }: ColumnRef) =>
    schema.tables.some(({ name, columns }) => name === table && columns.some((known) => known.name === column))
  const dissolved = new Set(
    references
      .filter(({ from, to }) => rules.get(idOf(from))?.mask === 'null' || !isThere(to))
      .map(({ from, key }) => keyId(from, key.name)),
  )
  return references.filter(({ from, key }) => !dissolved.has(keyId(from, key.name)))
}

function keyId({ table }: ColumnRef, key: string): string {
  return JSON.stringify([table, key])
}

function sourceOf(group: ReferenceGroup, rules: Rules): { ref: ColumnRef; rule: Rule } | { ref: null } {
  const candidates = group.roots.length > 0 ? group.roots : group.members
  const ref = candidates.find((candidate) => rules.has(idOf(candidate)))
  return ref ? { ref, rule: rules.get(idOf(ref))! } : { ref: null }
}

function isSame(a: Rule, b: Rule, kinds: RuleKinds): boolean {
  return describeRule(withDomain(a, kinds)) === describeRule(withDomain(b, kinds))
}

function withDomain({ mask, options, domain }: Rule, kinds: RuleKinds) {
  return { mask, options, domain: domain ?? kinds.get(mask)?.domain(options) ?? null }
}

function contradiction(ref: ColumnRef, own: Rule, source: ColumnRef, rule: Rule): Problem {
  return {
    line: own.line,
    text: `${nameOf(ref)}: a foreign key joins it to ${nameOf(source)}, which has the rule ${describeRule(rule)}, so another rule would break the join: remove this one`,
  }
}

function skippedTarget({ from, to, key }: Reference, policy: Policy): Problem[] {
  const line = Object.hasOwn(policy.tables, from.table) ? policy.tables[from.table]!.line : null
  return [
    {
      line,
      text: `${nameOf(from)}: its foreign key ${key.name} references ${to.table}, whose rows are skipped: skip ${from.table} too, copy ${to.table}, or set the column to null`,
    },
  ]
}

function nameOf({ table, column }: ColumnRef): string {
  return `${table}.${column}`
}
