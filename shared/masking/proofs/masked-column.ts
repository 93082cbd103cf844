import type { ColumnPlan, TablePlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import { tokenize, unquoteName } from '../../schema/tokens.ts'
import { contextOf } from '../column-context.ts'
import type { MaskContext } from '../transformer.ts'
import { transformers } from '../transformers/index.ts'

/** A problem or a note, told with table and column. */
export type ColumnVerdict =
  | { readonly ok: true; readonly note: string }
  | { readonly ok: false; readonly problem: string }

/** The plan of a column that is masked, null when it is kept, generated or not there. */
export function maskedColumn(plan: TablePlan, column: string): ColumnPlan | null {
  return plan.columns.find((entry) => entry.column === column && entry.rule.mask !== 'keep') ?? null
}

/** True when equal fakes mean equal originals: kept, or proven as a unique column would have to be. `limits` narrow the column. */
export function isOneToOne(
  table: Table,
  plan: TablePlan,
  column: string,
  locale: string,
  limits: Partial<MaskContext> = {},
): boolean {
  const masked = maskedColumn(plan, column)
  if (!masked) return plan.columns.some((entry) => entry.column === column)
  // NULL equals nothing under a unique key.
  if (masked.rule.mask === 'null') return true
  const context = { ...contextOf(table, masked, locale, null), unique: true, ...limits }
  return transformers.get(masked.rule.mask)!.prove(context, masked.rule.options).ok
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
