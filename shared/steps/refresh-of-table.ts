import { stableColumns } from '../masking/rows/stable-columns.ts'
import { hasSealedRows, isSameStart } from '../policy/generation.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import { redactsTexts } from '../policy/redacts-texts.ts'
import type { ComparedTable } from '../policy/refresh.ts'
import { touchedTables } from '../policy/staging-own.ts'
import type { Seal, SealedTable, Spare } from '../ports.ts'
import { withoutCounter } from '../schema/counter.ts'
import type { Table } from '../schema/schema.ts'
import { cutColumns } from './cut-table.ts'
import { planOfTable } from './plan-of-table.ts'
import { isComparable } from './scan-parts.ts'

/** What the run that made the spare generation left. */
export interface RunBefore {
  readonly plan: Plan
  readonly seal: Seal
  /** Tables that staging's own migration has changed. */
  readonly migrated: readonly { readonly table: string }[]
  /** Rows that it seeded, by table. */
  readonly seeded: readonly { readonly table: string; readonly rows: number }[]
}

/** Half a sentence; null where the table is compared. */
export function whyWhole(plan: Plan, tablePlan: TablePlan, before: RunBefore, spare: Spare): string | null {
  const { table: name } = tablePlan
  const table = tableOf(plan, name)!
  const then = tableOf(before.plan, name)
  const rules = before.plan.tables.find((entry) => entry.table === name)
  if (table.engine.toLowerCase() !== 'innodb') return `its engine is ${table.engine}`
  if (table.systemVersioned) return 'it keeps the history of its rows'
  const unkeyed = whyNoKey(table, tablePlan)
  if (unkeyed) return unkeyed
  if (!then || !rules) return `run ${spare.runId} did not copy it`
  if (withoutCounter(then.createSql) !== withoutCounter(table.createSql)) return 'its definition changed in production'
  if (JSON.stringify(rules.columns) !== JSON.stringify(tablePlan.columns)) return 'its rules changed'
  if (before.migrated.some(({ table }) => table === name)) return "staging's migrations changed it"
  const found = sealedIn(spare.seal, name)
  if (!found) return 'the kept generation has it no more'
  return found.definition === sealedIn(before.seal, name)?.definition
    ? null
    : 'somebody changed its definition in staging'
}

/**
 * What the rows of the kept generation can tell. Chunks are reused where what was proven of them can hold on: rows are masked each by itself, come
 * in an order of their own, and are as they were published. Should somebody write to them all the same, verify reads other rows than it expects
 * and refuses the night.
 */
export function comparedTable(plan: Plan, name: string, before: RunBefore, spare: Spare): ComparedTable {
  const seeded = before.seeded.find(({ table }) => table === name)?.rows ?? 0
  const written = !isAsPublished(name, before, spare)
  const isOwn = touchedTables(plan.own).has(name) || touchedTables(before.plan.own).has(name)
  const inOrder = !isOwn && isComparable(plan, name, seeded > 0)
  const { table, tablePlan } = planOfTable(plan, name)
  const reusable =
    inOrder && !written && before.plan.source.version === plan.source.version && !redactsTexts({ tables: [tablePlan] })
  // What a type writes in another form differs though nobody wrote.
  const told = inOrder && stableColumns(table, tablePlan.columns).every(Boolean)
  return { table: name, reusable, written, told, seeded }
}

/** Whether every night writes a table's rows anew: no night by changes could leave any of them as they are. */
export function isWrittenAnew(table: Table, tablePlan: TablePlan): boolean {
  return whyNoKey(table, tablePlan) !== null || redactsTexts({ tables: [tablePlan] })
}

function isAsPublished(name: string, { seal }: RunBefore, spare: Spare): boolean {
  const [sealed, now] = [sealedIn(seal, name), sealedIn(spare.seal, name)]
  return (
    sealed !== undefined &&
    now !== undefined &&
    hasSealedRows(sealed, now, isSameStart(seal.serverStart, spare.seal.serverStart))
  )
}

const known = new WeakMap<Seal, ReadonlyMap<string, SealedTable>>()

/** The first of this name: staging may keep names in lower case. Every table asks, and a seal does not change. */
function sealedIn(seal: Seal, name: string): SealedTable | undefined {
  const byName =
    known.get(seal) ?? new Map(seal.tables.toReversed().map((sealed) => [sealed.table.toLowerCase(), sealed]))
  known.set(seal, byName)
  return byName.get(name.toLowerCase())
}

function whyNoKey(table: Table, { columns }: TablePlan): string | null {
  if (table.primaryKey.length === 0) return 'it has no primary key'
  const isKept = (name: string) => columns.some(({ column, rule }) => column === name && rule.mask === 'keep')
  if (!table.primaryKey.every(isKept)) return 'its primary key is masked'
  return cutColumns(table, columns).length === table.primaryKey.length
    ? null
    : 'its primary key is of a type by which rows are not found again'
}

function tableOf({ schema }: Plan, name: string): Table | undefined {
  return schema.tables.find((table) => table.name === name)
}
