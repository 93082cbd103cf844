import { listProblems, NightmaskError, UsageError } from '../../errors.ts'
import { plansWithin } from '../../policy/by-row/branches-of.ts'
import type { ColumnPlan, TablePlan } from '../../policy/plan.ts'
import type { Schema, Table } from '../../schema/schema.ts'
import type { CustomTransformer } from '../custom/custom-transformer.ts'
import { planExample } from '../example-plan.ts'
import { asPart } from '../rows/as-part.ts'
import { contextOf } from '../rows/column-context.ts'
import { customFiles } from '../transformers/index.ts'
import { brokenProperty } from './broken-property.ts'

/**
 * Tries every transformer of the user's files on its own examples. Throws UsageError that names file, transformer and what to do; nothing
 * where there are no such files.
 */
export function proveExamples(locale: string): void {
  refuse((transformer) => brokenExample(transformer, locale))
}

/** The same on each column that has one of them for a rule, once it is proven that the rules can work there. */
export function proveUses(schema: Schema, tables: readonly TablePlan[], locale: string): void {
  refuse((transformer) => brokenUse(transformer, schema, tables, locale))
}

function refuse(brokenBy: (transformer: CustomTransformer) => string | null): void {
  const problems = customFiles().flatMap(({ source: { file }, transformers }) =>
    transformers.flatMap((transformer) => {
      const told = explained(() => brokenBy(transformer))
      if (told === null) return []
      return [(told.startsWith(file) ? told : `${file}: ${transformer.name} ${told}`).replaceAll('; ', ', ')]
    }),
  )
  if (problems.length > 0) throw new UsageError(listProblems('transformers', problems))
}

/** What a transformer throws is told by its guard, with its file. */
function explained(work: () => string | null): string | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof NightmaskError) return error.message.replace(/\.$/, '')
    throw error
  }
}

function brokenExample(transformer: CustomTransformer, locale: string): string | null {
  for (const example of transformer.examples)
    for (const isUnique of [false, true]) {
      const { table, column } = planExample(example, isUnique)
      const proof = transformer.prove(contextOf(table, column, locale, null), column.rule.options)
      if (!proof.ok && isUnique) continue
      if (!proof.ok) return `refuses its own example ${example.rule} of type ${example.type}: ${proof.problem}`
      const told = brokenProperty(table, column, locale, example.values)
      if (told !== null) return `on its example ${example.rule} of type ${example.type} ${told}`
    }
  return null
}

function brokenUse(
  { name, examples }: CustomTransformer,
  schema: Schema,
  tables: readonly TablePlan[],
  locale: string,
): string | null {
  const forms = examples.flatMap(({ values }) => values)
  for (const { table, plan, place } of uses(name, schema, tables)) {
    const told = brokenProperty(table, plan, locale, forms)
    if (told !== null) return `on ${place} ${told}`
  }
  return null
}

interface Use {
  readonly table: Table
  readonly plan: ColumnPlan
  readonly place: string
}

function uses(name: string, schema: Schema, tables: readonly TablePlan[]): Use[] {
  return tables.flatMap((of) => {
    const table = schema.tables.find((candidate) => candidate.name === of.table)!
    return of.columns.flatMap((column) =>
      plansWithin(column)
        .filter(({ rule }) => rule.mask === name)
        .map((plan) => ({
          table: isLeaf(plan) ? asPart(table, column.column, plan.collation) : table,
          plan,
          place: `${of.table}.${column.column}`,
        })),
    )
  })
}

function isLeaf(plan: ColumnPlan): plan is ColumnPlan & { readonly collation: string | null } {
  return 'path' in plan
}
