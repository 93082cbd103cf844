import { hasSurveyed } from '../masking/rows/surveyor.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import type { ChangesRefresh, Refresh, RefreshWish } from '../policy/refresh.ts'
import type { Generations, Ports, Spare } from '../ports.ts'
import { asksExclusions } from '../verification/own-fakes.ts'
import { comparedTable, type RunBefore, whyWhole } from './refresh-of-table.ts'
import { unlessShapeless } from './unless-shapeless.ts'

/** What is known of staging's generations and of the runs that made them. */
export interface RefreshFacts extends RefreshWish, Generations {}

type RefreshPorts = Pick<Ports, 'notes'> & { readonly plans: Pick<Ports['plans'], 'find'> }

/** The plan with the choice. */
export async function withRefresh(plan: Plan, facts: RefreshFacts, ports: RefreshPorts): Promise<Plan> {
  return { ...plan, refresh: await chooseRefresh(plan, facts, ports) }
}

/**
 * Whether tonight a kept generation is brought forward, and which of its tables. That a table is compared is never a question of
 * trust: whatever it holds, each of its rows is compared with tonight's. What speaks against it is only that nothing would be saved.
 */
export async function chooseRefresh(plan: Plan, facts: RefreshFacts, ports: RefreshPorts): Promise<Refresh> {
  const { changes, fullEvery, spare } = facts
  const named = (what: (table: TablePlan) => boolean) => plan.tables.filter(what).map(({ table }) => table)
  const dependence = { surveyed: named(hasSurveyed), avoiding: named(asksExclusions) }
  const full = (why: string): Refresh => ({ kind: 'full', why, drops: spare?.schema ?? null, ...dependence })
  if (changes === 'never') return full('nightmask.yaml says refresh.changes: never')
  if (plan.loadMethod === 's3') return full('staging reads its rows from S3 by itself')
  if (!spare) return full('staging keeps no generation yet that could be brought forward')
  const before = await readBefore(spare.runId, ports)
  if (!before)
    return full(`what run ${spare.runId} left is not at hand, which made the generation that could be brought forward`)
  const other = whatDiffers(before.plan, plan)
  if (other) return full(`${other} since run ${spare.runId}`)
  const nights = (await nightsByChanges(facts.serves, ports)) + 1
  if (!(nights < fullEvery)) return full(`the ${fullEvery - 1} nights before were by changes`)
  const judged = unlessShapeless(() => judge(plan, before, spare))
  if (!judged) return full(`what run ${spare.runId} left was altered and cannot be read`)
  const { compared, whole } = judged
  if (compared.length === 0) return full(`no table can be compared with run ${spare.runId}`)
  const base = { runId: spare.runId, schema: spare.schema }
  return { kind: 'changes', base, nights, compared, whole, ...dependence }
}

function judge(plan: Plan, before: RunBefore, spare: Spare): Pick<ChangesRefresh, 'compared' | 'whole'> {
  const judged = plan.tables.map((table) => ({ table: table.table, why: whyWhole(plan, table, before, spare) }))
  return {
    compared: judged.flatMap(({ table, why }) => (why === null ? [comparedTable(plan, table, before, spare)] : [])),
    whole: judged.flatMap(({ table, why }) => (why === null ? [] : [{ table, why }])),
  }
}

async function readBefore(runId: string, { plans, notes }: RefreshPorts): Promise<RunBefore | null> {
  const plan = await plans.find(runId).catch(() => null)
  const seal = await notes.read(runId, 'seal').catch(() => null)
  if (!plan || !seal) return null
  const migration = await notes.read(runId, 'migration').catch(() => null)
  const seeded = await notes.read(runId, 'seeded').catch(() => null)
  return { plan, seal, migrated: migration?.tables ?? [], seeded: seeded ?? [] }
}

/** What makes other rows of everything; null for nothing. */
function whatDiffers(before: Plan, now: Plan): string | null {
  if (before.keyId !== now.keyId) return 'the pseudonym key changed'
  if (before.toolVersion !== now.toolVersion) return 'the version of nightmask changed'
  if (before.masksWith !== now.masksWith)
    return `what masks changed (${before.masksWith ?? 'nobody noted it'}, now ${now.masksWith})`
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
