import type { Table } from '../schema/schema.ts'
import type { Plan, TablePlan } from './plan.ts'

export interface PlanByName {
  readonly tables: ReadonlyMap<string, Table>
  readonly plans: ReadonlyMap<string, TablePlan>
  /** How many there are of a table. */
  readonly chunks: ReadonlyMap<string, number>
}

const known = new WeakMap<Plan, PlanByName>()

/** What a plan holds by the names of its tables. Every chunk of a thousand tables asks, and a plan does not change. */
export function planByName(plan: Plan): PlanByName {
  const found = known.get(plan) ?? {
    tables: new Map(plan.schema.tables.map((table) => [table.name, table])),
    plans: new Map(plan.tables.map((table) => [table.table, table])),
    chunks: countBy(plan.chunks.map(({ table }) => table)),
  }
  known.set(plan, found)
  return found
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
