import { hasSealedRows, isSameStart } from '../policy/generation.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import { redactsTexts } from '../policy/redacts-texts.ts'
import type { ReusableTable } from '../policy/refresh.ts'
import { touchedTables } from '../policy/staging-own.ts'
import type { Seal, SealedTable, Spare } from '../ports.ts'
import { withoutCounter } from '../schema/counter.ts'
import type { Table } from '../schema/schema.ts'
import { cutColumns } from './cut-table.ts'
import { isComparable } from './scan-parts.ts'

/** What the run that made the spare generation left. */
export interface RunBefore {
  readonly plan: Plan
  readonly seal: Seal
  /** Tables that staging's own migration has changed. */
  readonly migrated: ReadonlySet<string>
  readonly seeded: ReadonlySet<string>
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
  if (before.migrated.has(name)) return "staging's migrations changed it"
  const found = sealedIn(spare.seal, name)
  if (!found) return 'the kept generation has it no more'
  return found.definition === sealedIn(before.seal, name)?.definition
    ? null
    : 'somebody changed its definition in staging'
}

/**
 * Null unless what was proven of the table's chunks can hold on: its rows are masked each by itself, come in an order of their own, and are
 * as they were published. Should somebody write to them all the same, verify reads other rows than it expects and refuses the night.
 */
export function reusableTable(
  plan: Plan,
  name: string,
  { plan: before, ...kept }: RunBefore,
  spare: Spare,
): ReusableTable | null {
  if (before.source.version !== plan.source.version) return null
  if (touchedTables(plan.own).has(name) || touchedTables(before.own).has(name)) return null
  if (redactsTexts({ tables: plan.tables.filter(({ table }) => table === name) })) return null
  const seeded = kept.seeded.has(name)
  if (!isComparable(plan, name, seeded)) return null
  const [sealed, now] = [sealedIn(kept.seal, name), sealedIn(spare.seal, name)]
  const sameStart = isSameStart(kept.seal.serverStart, spare.seal.serverStart)
  return sealed && now && hasSealedRows(sealed, now, sameStart) ? { table: name, seeded } : null
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
