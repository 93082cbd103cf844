import { RunFailedError } from '../errors.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import type { Table } from '../schema/schema.ts'

/** A table of the plan with its rules; throws when the plan does not copy it. */
export function planOfTable(plan: Plan, name: string): { table: Table; tablePlan: TablePlan } {
  const table = plan.schema.tables.find((candidate) => candidate.name === name)
  const tablePlan = plan.tables.find((candidate) => candidate.table === name)
  if (!table || !tablePlan) throw new RunFailedError(`${name} is not among the tables that run ${plan.runId} copies.`)
  return { table, tablePlan }
}
