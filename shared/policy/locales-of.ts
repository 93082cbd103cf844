import { rulesWithin } from './by-row/branches-of.ts'
import type { Plan } from './plan.ts'

/** The locales in which a plan's rules make their fakes. */
export function localesOf({ locale, tables }: Pick<Plan, 'locale' | 'tables'>): Set<string> {
  const own = tables.flatMap(({ columns }) =>
    columns.flatMap(({ rule }) => rulesWithin(rule).map(({ options }) => options.locale)),
  )
  return new Set([locale, ...own.filter((name) => typeof name === 'string')])
}
