import { rulesWithin } from './by-row/branches-of.ts'
import type { Plan } from './plan.ts'

const known = new WeakMap<object, ReadonlySet<string>>()

/** The locales in which a plan's rules make their fakes. Every chunk asks, and a plan does not change. */
export function localesOf(plan: Pick<Plan, 'locale' | 'tables'>): ReadonlySet<string> {
  const found = known.get(plan) ?? readLocales(plan)
  known.set(plan, found)
  return found
}

function readLocales({ locale, tables }: Pick<Plan, 'locale' | 'tables'>): Set<string> {
  const own = tables.flatMap(({ columns }) =>
    columns.flatMap(({ rule }) => rulesWithin(rule).map(({ options }) => options.locale)),
  )
  return new Set([locale, ...own.filter((name) => typeof name === 'string')])
}
