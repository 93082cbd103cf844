import { RunFailedError } from '../errors.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import { touchedTables } from '../policy/staging-own.ts'
import { storedColumns, type Table } from '../schema/schema.ts'

/** A table of the plan with its rules; throws when the plan does not copy it. Of one that is made without rows, those of staging's own are kept. */
export function planOfTable(plan: Plan, name: string): PlannedTable {
  const { tables, plans, chunks } = byName(plan)
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

interface ByName {
  readonly tables: ReadonlyMap<string, Table>
  readonly plans: ReadonlyMap<string, TablePlan>
  /** How many there are of a table. */
  readonly chunks: ReadonlyMap<string, number>
}

const known = new WeakMap<Plan, ByName>()

// Every chunk asks, and a plan does not change.
function byName(plan: Plan): ByName {
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

function ownRowsOnly({ skippedTables, own }: Plan, table: Table | undefined): TablePlan | undefined {
  if (!table || !skippedTables.includes(table.name) || !touchedTables(own).has(table.name)) return undefined
  const rule = { mask: 'keep', options: {}, domain: null, reason: null, line: null } as const
  const columns = storedColumns(table).map(({ name }) => ({ column: name, rule, domain: '', inheritedFrom: null }))
  return { table: table.name, columns, rowsEstimate: 0, bytesEstimate: 0 }
}
