import { redactsTexts } from '../masking/people/people-sources.ts'
import { hasSealedRows, isSameStart } from '../policy/generation.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import type { Refresh, RefreshWish, ReusableTable } from '../policy/refresh.ts'
import { touchedTables } from '../policy/staging-own.ts'
import type { Generations, Ports, Seal, Spare } from '../ports.ts'
import { cuttableColumns } from '../schema/chunks.ts'
import { withoutCounter } from '../schema/counter.ts'
import type { Table } from '../schema/schema.ts'
import { isComparable } from './scan-parts.ts'

/** What is known of staging's generations and of the runs that made them. */
export interface RefreshFacts extends RefreshWish, Generations {}

type RefreshPorts = Pick<Ports, 'notes'> & { readonly plans: Pick<Ports['plans'], 'find'> }

/** The plan with the choice. */
export async function withRefresh(plan: Plan, facts: RefreshFacts, ports: RefreshPorts): Promise<Plan> {
  return { ...plan, refresh: await chooseRefresh(plan, facts, ports) }
}

/** What the run that made the spare generation left. */
interface Before {
  readonly plan: Plan
  readonly seal: Seal
  /** Tables that staging's own migration has changed. */
  readonly migrated: ReadonlySet<string>
  readonly seeded: ReadonlySet<string>
}

/**
 * Whether tonight a kept generation is brought forward, and which of its tables. That a table is compared is never a question of
 * trust: whatever it holds, each of its rows is compared with tonight's. What speaks against it is only that nothing would be saved.
 */
export async function chooseRefresh(plan: Plan, facts: RefreshFacts, ports: RefreshPorts): Promise<Refresh> {
  const { changes, fullEvery, spare } = facts
  const full = (why: string): Refresh => ({ kind: 'full', why, drops: spare?.schema ?? null })
  if (changes === 'never') return full('nightmask.yaml says refresh.changes: never')
  if (plan.loadMethod === 's3') return full('staging reads its rows from S3 by itself')
  if (!spare) return full('staging keeps no generation yet that could be brought forward')
  const before = await readBefore(spare.runId, ports)
  if (!before)
    return full(`what run ${spare.runId} left is not at hand, which made the generation that could be brought forward`)
  const other = whatDiffers(before.plan, plan)
  if (other) return full(`${other} since run ${spare.runId}`)
  const nights = (await nightsByChanges(facts.serves, ports)) + 1
  if (nights >= fullEvery) return full(`the ${fullEvery - 1} nights before were by changes`)
  const judged = plan.tables.map((table) => ({ table: table.table, why: whyWhole(plan, table, before, spare) }))
  const compared = judged.flatMap(({ table, why }) => (why === null ? [table] : []))
  if (compared.length === 0) return full(`no table can be compared with run ${spare.runId}`)
  const whole = judged.flatMap(({ table, why }) => (why === null ? [] : [{ table, why }]))
  const reusable = compared.flatMap((table) => reusableTable(plan, table, before, spare) ?? [])
  const base = { runId: spare.runId, schema: spare.schema }
  return { kind: 'changes', base, nights, compared, reusable, whole }
}

async function readBefore(runId: string, { plans, notes }: RefreshPorts): Promise<Before | null> {
  const plan = await plans.find(runId).catch(() => null)
  const seal = await notes.read(runId, 'seal').catch(() => null)
  if (!plan || !seal) return null
  const migration = await notes.read(runId, 'migration').catch(() => null)
  const seeded = await notes.read(runId, 'seeded').catch(() => null)
  return {
    ...{ plan, seal },
    migrated: new Set((migration?.tables ?? []).map(({ table }) => table)),
    seeded: new Set((seeded ?? []).map(({ table }) => table)),
  }
}

/** What makes other rows of everything; null for nothing. */
function whatDiffers(before: Plan, now: Plan): string | null {
  if (before.keyId !== now.keyId) return 'the pseudonym key changed'
  if (before.toolVersion !== now.toolVersion) return 'the version of nightmask changed'
  if (before.locale !== now.locale) return 'the locale of the policy changed'
  if (JSON.stringify(before.transformers ?? []) !== JSON.stringify(now.transformers ?? []))
    return 'transformers of your own changed'
  if (before.staging.version !== now.staging.version) return "staging's server changed"
  return null
}

async function nightsByChanges(serves: string | null, { plans }: RefreshPorts): Promise<number> {
  const last = serves === null ? null : await plans.find(serves).catch(() => null)
  return last?.refresh?.kind === 'changes' ? last.refresh.nights : 0
}

/** Half a sentence; null where the table is compared. */
function whyWhole(plan: Plan, tablePlan: TablePlan, before: Before, spare: Spare): string | null {
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
function reusableTable(
  plan: Plan,
  name: string,
  { plan: before, ...kept }: Before,
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

function sealedIn({ tables }: Seal, name: string) {
  return tables.find(({ table }) => isSame(table, name))
}

function whyNoKey(table: Table, { columns }: TablePlan): string | null {
  if (table.primaryKey.length === 0) return 'it has no primary key'
  const isKept = (name: string) => columns.some(({ column, rule }) => column === name && rule.mask === 'keep')
  if (!table.primaryKey.every(isKept)) return 'its primary key is masked'
  return cuttableColumns(table, isKept).length === table.primaryKey.length
    ? null
    : 'its primary key is of a type by which rows are not found again'
}

function tableOf({ schema }: Plan, name: string): Table | undefined {
  return schema.tables.find((table) => table.name === name)
}

/** Staging may keep names in lower case. */
function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
