import type { ColumnVerdict } from '../masking/proofs/masked-column.ts'
import { proveColumn, proveTogether } from '../masking/proofs/prove-rules.ts'
import { transformers } from '../masking/transformers/index.ts'
import type { Suggestion } from '../policy/detection/preferred-rules.ts'
import { describeRule } from '../policy/file/describe-rule.ts'
import type { ColumnPlan, Room, TablePlan } from '../policy/plan.ts'
import { type ColumnRef, idOf } from '../policy/resolving/reference-groups.ts'
import { planColumn } from '../policy/resolving/resolve-policy.ts'
import type { Rule } from '../policy/rule.ts'
import { type Schema, storedColumns, type Table } from '../schema/schema.ts'

/** Characters below which a column would shorten the fakes of everything in its domain: it gets one of its own. */
const comfortable: Readonly<Record<string, number>> = {
  email: 36,
  username: 18,
  first_name: 14,
  last_name: 14,
  full_name: 26,
  hash: 16,
  phone: 15,
  faker: 30,
}
const shortResults: Readonly<Record<string, number>> = {
  'location.zipCode': 10,
  'internet.ipv4': 15,
  'location.state': 20,
}

/** The rules decided so far, all other columns kept, on which the next rule is tried out by the plan's own proofs. */
export class DraftBench {
  readonly #schema: Schema
  readonly #locale: string
  readonly #decided = new Map<string, ColumnPlan>()

  /** `plans` are columns that are decided from the start. */
  constructor(schema: Schema, locale: string, plans: readonly TablePlan[] = []) {
    this.#schema = schema
    this.#locale = locale
    for (const { table, columns } of plans)
      for (const plan of columns) this.#decided.set(idOf({ table, column: plan.column }), plan)
  }

  /** Takes the first rule for all the columns with which no proof of their tables fails that held before. */
  decide(members: readonly ColumnRef[], suggestions: readonly Suggestion[]): void {
    const before = members.map((ref) => this.#decided.get(idOf(ref)))
    for (const suggestion of suggestions) {
      const rule = { ...suggestion, domain: this.#domainFor(suggestion, members), reason: null, line: null }
      if (before[0] && describeRule(before[0].rule) === describeRule(rule)) return
      if (this.#tryOut(members, rule)) return
      this.#restore(members, before)
    }
  }

  /** Gives all the columns one rule, the first that can be proven for them together; leaves them as they are where none can. */
  decideAlike(members: readonly ColumnRef[], suggestions: readonly Suggestion[]): void {
    const before = members.map((ref) => this.#decided.get(idOf(ref)))
    for (const suggestion of suggestions) {
      if (
        this.#tryOut(members, { ...suggestion, domain: this.#domainFor(suggestion, members), reason: null, line: null })
      )
        return
      this.#restore(members, before)
    }
  }

  /** Takes this rule for a column if no proof of its table fails that held before, and tells whether it did. */
  decideRule(ref: ColumnRef, rule: Rule): boolean {
    const known = this.#decided.get(idOf(ref))
    if (this.#tryOut([ref], rule)) return true
    if (known) this.#decided.set(idOf(ref), known)
    else this.#decided.delete(idOf(ref))
    return false
  }

  /** Whether no proof fails that held before, had all the columns this rule; they keep what they have. */
  tries(members: readonly ColumnRef[], suggestion: Suggestion): boolean {
    const before = members.map((ref) => this.#decided.get(idOf(ref)))
    const isProven = this.#tryOut(members, { ...suggestion, domain: null, reason: null, line: null })
    this.#restore(members, before)
    return isProven
  }

  /** The rule of a column, null when none could be proven. */
  decided(ref: ColumnRef): Rule | null {
    return this.#decided.get(idOf(ref))?.rule ?? null
  }

  /** A table's columns by what was decided so far, all others kept. */
  planOf(table: Table): TablePlan {
    const columns = storedColumns(table).map(
      ({ name }): ColumnPlan =>
        this.#decided.get(idOf({ table: table.name, column: name })) ?? { ...kept, column: name },
    )
    return { table: table.name, columns, rowsEstimate: table.rowsEstimate, bytesEstimate: 0 }
  }

  #restore(members: readonly ColumnRef[], before: readonly (ColumnPlan | undefined)[]): void {
    members.forEach((ref, at) => {
      const known = before[at]
      if (known) this.#decided.set(idOf(ref), known)
      else this.#decided.delete(idOf(ref))
    })
  }

  #tryOut(members: readonly ColumnRef[], rule: Rule): boolean {
    const tables = this.#schema.tables.filter(({ name }) => members.some(({ table }) => table === name))
    const before = new Set(tables.flatMap((table) => this.#problems(table)))
    const room = this.#roomOf(members)
    const plans = members.map((ref) => ({
      ref,
      plan: { ...planColumn(ref.column, rule, null, transformers), ...(rule.byRow ? {} : { room }) },
    }))
    const isAlone = plans.every(({ ref, plan }) => {
      const table = tables.find(({ name }) => name === ref.table)!
      return proveColumn(table, plan, this.#locale).every(({ ok }) => ok)
    })
    if (!isAlone) return false
    for (const { ref, plan } of plans) this.#decided.set(idOf(ref), plan)
    return tables.every((table) => this.#problems(table).every((problem) => before.has(problem)))
  }

  /** Null where the transformer's own domain suits. */
  #domainFor({ mask, options }: Suggestion, members: readonly ColumnRef[]): string | null {
    const needed = shortResults[String(options.method)] ?? comfortable[mask]
    const [first] = members
    const { maxLength } = this.#roomOf(members)
    return needed !== undefined && maxLength !== null && maxLength < needed ? `${first!.table}.${first!.column}` : null
  }

  #problems(table: Table): string[] {
    return proveTogether(this.#schema, table, this.planOf(table), this.#locale).flatMap(problemsOf)
  }

  #roomOf(members: readonly ColumnRef[]): Room {
    const columns = members.map(
      ({ table, column }) =>
        this.#schema.tables.find(({ name }) => name === table)!.columns.find(({ name }) => name === column)!,
    )
    const limits = columns.map(({ maxLength }) => maxLength).filter((limit) => limit !== null)
    return {
      maxLength: limits.length > 0 ? Math.min(...limits) : null,
      charsets: [...new Set(columns.flatMap(({ charset }) => charset ?? []))],
    }
  }
}

const kept = {
  rule: { mask: 'keep', options: {}, domain: null, reason: null, line: null },
  domain: '',
  inheritedFrom: null,
} as const

function problemsOf(verdict: ColumnVerdict): string[] {
  return verdict.ok ? [] : [verdict.problem]
}
