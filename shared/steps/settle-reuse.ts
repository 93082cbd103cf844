import { hasSurveyed } from '../masking/rows/surveyor.ts'
import type { TablePlan } from '../policy/plan.ts'
import { reusesSome } from '../policy/refresh.ts'
import type { Ports, SurveyOrSnapshot } from '../ports.ts'
import { leavesOriginals, packsWith } from './packs-with.ts'
import { unlessShapeless } from './unless-shapeless.ts'

/**
 * Notes whether the real values that masks depend on, and those that are looked for, are all those of the generation that is brought forward:
 * every chunk that leaves some holds the rows that it held, and there is none more and none less.
 */
export async function settleReuse(
  { runId, after }: { readonly runId: string; readonly after: SurveyOrSnapshot },
  ports: Pick<Ports, 'plans' | 'receipts' | 'notes'>,
): Promise<void> {
  const plan = await ports.plans.read(runId)
  if (plan.refresh?.kind !== 'changes' || !reusesSome(plan.refresh)) return
  const before = await ports.plans.find(plan.refresh.base.runId).catch(() => null)
  const isWhole = async (step: SurveyOrSnapshot, leaves: (table: TablePlan) => boolean) => {
    const isUnchanged = await ports.receipts.unchanged(runId, step)
    const [now, then] = [packsWith(plan, leaves), before && unlessShapeless(() => packsWith(before, leaves))]
    return then !== null && then.size === now.size && [...now].every(([id, pack]) => then.has(id) && isUnchanged(pack))
  }
  const exclusions = await isWhole('survey', hasSurveyed)
  const originals = after === 'snapshot' && exclusions && (await isWhole('snapshot', leavesOriginals))
  await ports.notes.write(runId, 'reuse', { exclusions, originals })
}
