import { branchesOf, decidingColumns } from '../../policy/by-row/branches-of.ts'
import { describeRule } from '../../policy/file/describe-rule.ts'
import type { ColumnPlan, TablePlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import { tokenize, unquoteName } from '../../schema/tokens.ts'
import { contextOf } from '../rows/column-context.ts'
import type { MaskContext } from '../transformer.ts'
import { transformers } from '../transformers/index.ts'

/** A problem or a note, told with table and column. */
export type ColumnVerdict =
  | { readonly ok: true; readonly note: string }
  /** `line` is that of the rule in the policy's file. */
  | { readonly ok: false; readonly problem: string; readonly line?: number | null }

/** The plan of a column that is masked, null when it is kept, generated or not there. */
export function maskedColumn(plan: Pick<TablePlan, 'columns'>, column: string): ColumnPlan | null {
  return plan.columns.find((entry) => entry.column === column && entry.rule.mask !== 'keep') ?? null
}

/**
 * True when equal fakes mean equal originals: kept, or proven as a unique column would have to be. `limits` narrow the column; `beside`
 * are columns that are equal where this one is compared, as those of a unique key are.
 */
export function isOneToOne(
  table: Table,
  plan: Pick<TablePlan, 'columns'>,
  column: string,
  locale: string,
  limits: Partial<MaskContext> = {},
  beside: readonly string[] = [],
): boolean {
  const masked = maskedColumn(plan, column)
  if (!masked) return plan.columns.some((entry) => entry.column === column)
  const isSafe = (branch: ColumnPlan) =>
    isAloneOneToOne(table, branch, locale, limits) || isOneToOneBeside(branch, beside)
  if (!branchesOf(masked).every(isSafe)) return false
  // Where the deciding columns are equal, so is the branch.
  return (
    !masked.branches ||
    decidingColumns(masked.rule.byRow!).every((decider) => beside.includes(decider)) ||
    agree(masked.branches)
  )
}

function isOneToOneBeside({ rule, subject }: ColumnPlan, beside: readonly string[]): boolean {
  const isWithin = transformers.get(rule.mask)?.oneToOneWithin === 'subject'
  return isWithin && subject !== undefined && beside.includes(subject)
}

// NULL equals nothing under a unique key.
function isAloneOneToOne(table: Table, plan: ColumnPlan, locale: string, limits: Partial<MaskContext>): boolean {
  if (plan.rule.mask === 'keep' || plan.rule.mask === 'null') return true
  const context = { ...contextOf(table, plan, locale, null), unique: true, ...limits }
  return transformers.get(plan.rule.mask)!.prove(context, plan.rule.options).ok
}

/** Whether no two branches can give two rows the same value: all masks are one, and none that makes what a kept cell may hold. */
function agree(branches: readonly ColumnPlan[]): boolean {
  const masks = branches.filter(({ rule }) => rule.mask !== 'keep' && rule.mask !== 'null')
  const keeps = branches.some(({ rule }) => rule.mask === 'keep')
  const isOne = new Set(masks.map(({ rule, domain }) => `${describeRule({ ...rule, domain })}`)).size <= 1
  return isOne && (!keeps || masks.every(({ rule }) => transformers.get(rule.mask)?.tagged?.(rule.options)))
}

/** Columns of the table that an SQL expression names, in back-ticks or bare. */
export function columnsIn(expression: string, table: Table): string[] {
  const named = new Set(
    tokenize(expression)
      .filter(({ kind }) => kind === 'name' || kind === 'quoted-name')
      .map(({ text }) => unquoteName(text).toLowerCase()),
  )
  return table.columns.map(({ name }) => name).filter((name) => named.has(name.toLowerCase()))
}
