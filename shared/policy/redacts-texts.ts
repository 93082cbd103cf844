import { plansWithin } from './by-row/branches-of.ts'
import type { Plan } from './plan.ts'

/** Whether texts of the plan are kept but for the people in them. */
export function redactsTexts({ tables }: Pick<Plan, 'tables'>): boolean {
  return tables.some(({ columns }) => columns.some((plan) => plansWithin(plan).some(({ parts }) => parts)))
}
