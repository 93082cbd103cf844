import { plansWithin } from './by-row/branches-of.ts'
import type { TablePlan } from './plan.ts'

/** Whether texts of the plan are kept but for the people in them. */
export function redactsTexts({ tables }: { readonly tables: readonly Pick<TablePlan, 'columns'>[] }): boolean {
  return tables.some(({ columns }) => columns.some((plan) => plansWithin(plan).some(({ parts }) => parts)))
}
