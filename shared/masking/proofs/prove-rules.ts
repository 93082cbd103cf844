import { listProblems, UsageError } from '../../errors.ts'
import { plansWithin } from '../../policy/by-row/branches-of.ts'
import { refuseProblems } from '../../policy/file/problems.ts'
import type { ColumnPlan, TablePlan } from '../../policy/plan.ts'
import { hasSnapshot } from '../../policy/resolving/check-engines.ts'
import type { Schema, Table } from '../../schema/schema.ts'
import { asPart } from '../rows/as-part.ts'
import { contextOf } from '../rows/column-context.ts'
import { charsetOf } from '../text/charset.ts'
import { transformers } from '../transformers/index.ts'
import { proveChecks } from './checks.ts'
import { proveForeignKeys } from './foreign-keys.ts'
import { type ColumnVerdict, isOneToOne } from './masked-column.ts'
import { provePartitions } from './partitions.ts'
import { proveSamples } from './samples.ts'
import { proveUniqueKeys } from './unique-keys.ts'

/**
 * Whether the rules can work on the schema, before anything is read: type, length, NULL, uniqueness, CHECKs, partitions and
 * foreign keys. Throws UsageError with every `table.column: problem`, and its line where the policy's file is named; notes are
 * probabilities and what else is worth knowing.
 */
export function proveRules(
  schema: Schema,
  tables: readonly TablePlan[],
  locale: string,
  file: string | null = null,
): { notes: string[] } {
  const verdicts = tables.flatMap((plan) => proveTable(schema, plan, locale))
  const problems = verdicts.flatMap((verdict) => (verdict.ok ? [] : [verdict]))
  // A semicolon separates problems.
  const told = problems.map(({ problem, line = null }) => ({ line, text: problem.replaceAll('; ', ', ') }))
  if (file !== null) refuseProblems(file, told)
  if (told.length > 0) throw new UsageError(listProblems('policy', [...new Set(told.map(({ text }) => text))]))
  return { notes: [...new Set(verdicts.flatMap((verdict) => (verdict.ok ? [verdict.note] : [])))] }
}

function proveTable(schema: Schema, plan: TablePlan, locale: string): ColumnVerdict[] {
  const table = schema.tables.find(({ name }) => name === plan.table)!
  const engine: ColumnVerdict[] = hasSnapshot(table.engine)
    ? []
    : [{ ok: true, note: `${table.name}: ${table.engine} has no snapshot, so its rows may be of different moments` }]
  return [
    ...plan.columns.flatMap((column) =>
      proveColumn(table, column, locale).map((verdict) => ({ ...verdict, line: column.rule.line })),
    ),
    ...engine,
    ...proveTogether(schema, table, plan, locale),
  ]
}

/** What there is to say of a table's rules together: keys, CHECKs, partitions. Every text begins with the table or column. */
export function proveTogether(schema: Schema, table: Table, plan: TablePlan, locale: string): ColumnVerdict[] {
  return [
    ...proveUniqueKeys(table, plan, locale),
    ...proveChecks(table, plan, locale),
    ...provePartitions(table, plan),
    ...proveForeignKeys(schema, table, plan),
  ]
}

/** What there is to say of one column's rule by itself, or of each of its branches; nothing when it is kept. */
export function proveColumn(table: Table, plan: ColumnPlan, locale: string): ColumnVerdict[] {
  const place = `${table.name}.${plan.column}`
  if (!plan.branches) return proveRule(table, plan, locale, place)
  const each = plan.branches.flatMap((branch) =>
    proveRule(table, branch, locale, `${place} for ${branch.match ?? 'otherwise'}`),
  )
  const isUnique = contextOf(table, plan, locale, null).unique
  if (!isUnique || isOneToOne(table, { columns: [plan] }, plan.column, locale)) return each
  const problem = `${place}: it is a unique column, and its rules by row may give two rows the same value; give all rows one rule`
  return [...each, { ok: false, problem }]
}

function proveRule(table: Table, plan: ColumnPlan, locale: string, place: string): ColumnVerdict[] {
  if (plan.rule.mask === 'keep') return []
  const transformer = transformers.get(plan.rule.mask)!
  const context = contextOf(table, plan, locale, null)
  if (context.column.kind === 'text' && charsetOf(context.column.charset) === null)
    return [{ ok: false, problem: `${place}: nightmask cannot mask the character set ${context.column.charset}` }]
  const proof = transformer.prove(context, plan.rule.options)
  if (proof.ok && plan.inside) return proveInside(table, plan, locale, place)
  if (!proof.ok) return [{ ok: false, problem: `${place}: ${explain(table, plan, locale, proof.problem)}` }]
  const sampled = proveSamples(table, plan, locale)
  if (sampled !== null) return [{ ok: false, problem: `${place}: ${sampled}` }]
  return proof.note ? [{ ok: true, note: `${place}: ${proof.note}` }] : []
}

/** Each leaf is a text without limit, of which nothing is unique. */
function proveInside(table: Table, plan: ColumnPlan, locale: string, place: string): ColumnVerdict[] {
  const { column, inside = [] } = plan
  const subjects = new Set(plansWithin(plan).flatMap(({ subject }) => subject ?? []))
  if (subjects.size > 1)
    return [
      {
        ok: false,
        problem: `${place}: a value is about one person, and its rules name ${[...subjects].join(' and ')}`,
      },
    ]
  return inside.flatMap((leaf) =>
    proveRule(asPart(table, column, leaf.collation), leaf, locale, `${place} at ${leaf.path ?? 'otherwise'}`),
  )
}

/** A column that fails only for the room it shares is told so: the short column is another one. */
function explain(table: Table, { room, ...alone }: ColumnPlan, locale: string, problem: string): string {
  const proof = transformers.get(alone.rule.mask)!.prove(contextOf(table, alone, locale, null), alone.rule.options)
  if (!room || !proof.ok) return problem
  return `the shortest column of domain ${alone.domain} takes ${room.maxLength} characters, too few here: give one of them a domain of its own`
}
