import { RunFailedError } from '../errors.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import { planByName } from '../policy/plan-by-name.ts'
import { touchedTables } from '../policy/staging-own.ts'
import { storedColumns, type Table } from '../schema/schema.ts'

/** A table of the plan with its rules; throws when the plan does not copy it. Of one that is made without rows, those of staging's own are kept. */
export function planOfTable(plan: Plan, name: string): PlannedTable {
  const { tables, plans, chunks } = planByName(plan)
  const table = tables.get(name)
  const tablePlan = plans.get(name) ?? ownRowsOnly(plan, table)
  if (!table || !tablePlan) throw new RunFailedError(`${name} is not among the tables that run ${plan.runId} copies.`)
  return { table, tablePlan, chunkRows: Math.ceil(table.rowsEstimate / (chunks.get(name) ?? 1)) }
}

interface PlannedTable {
  readonly table: Table
  readonly tablePlan: TablePlan
  /** About how many rows each of its chunks has. */
  readonly chunkRows: number
}

function ownRowsOnly({ skippedTables, own }: Plan, table: Table | undefined): TablePlan | undefined {
  if (!table || !skippedTables.includes(table.name) || !touchedTables(own).has(table.name)) return undefined
  const rule = { mask: 'keep', options: {}, domain: null, reason: null, line: null } as const
  const columns = storedColumns(table).map(({ name }) => ({ column: name, rule, domain: '', inheritedFrom: null }))
  return { table: table.name, columns, rowsEstimate: 0, bytesEstimate: 0 }
}
