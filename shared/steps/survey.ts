import type { Plan } from '../policy/plan.ts'
import { redactsTexts } from '../policy/redacts-texts.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { Pack } from '../schema/packs.ts'
import { planOfTable } from './plan-of-table.ts'
import { packBefore, readWhole, sourceDigest } from './reuse.ts'

export type SurveyPorts = Pick<Ports, 'plans' | 'source' | 'originalsKey' | 'originals' | 'people' | 'receipts'>

/**
 * Digests the real values of a pack's columns whose fakes could equal one, and seals its people where the plan redacts texts; reads
 * nothing where there is neither.
 */
export async function survey(input: { runId: string; chunks: Pack }, ports: SurveyPorts): Promise<StepReport> {
  const plan = await ports.plans.read(input.runId)
  const unchanged = await surveyedBefore(plan, input.chunks, ports)
  if (unchanged) return unchanged
  // What rules do is most of the program: a night in which nothing changed does without.
  const { surveyPack } = await import('./survey-pack.ts')
  return surveyPack(plan, input.chunks, ports)
}

/** Reads the surveyed chunks whole, and takes over the digests of an earlier night when all rows are those of then; null when some are others. */
async function surveyedBefore(plan: Plan, pack: Pack, ports: SurveyPorts): Promise<StepReport | null> {
  const { refresh } = plan
  if (refresh?.kind !== 'changes') return null
  const [first, ...others] = pack.filter(({ table }) => refresh.surveyed.includes(table))
  if (!first || (redactsTexts(plan) && (await hasPeople(plan, pack)))) return null
  const { originalsId } = ports.originalsKey
  const before = await packBefore(plan, [first, ...others], { keyId: null, originalsId }, ports)
  if (!before) return null
  const report = { rows: 0, bytes: 0 }
  for (const [at, chunk] of [first, ...others].entries()) {
    const read = await sourceDigest(planOfTable(plan, chunk.table).tablePlan, ports.originalsKey).addAll(
      readWhole(plan, chunk, ports),
    )
    if (!read.isOf(before.receipts[at]!)) return null
    report.rows += read.rows
    report.bytes += read.bytes
  }
  await ports.source.letGo()
  await ports.originals.reuse(plan.runId, before.runId, 'survey', pack)
  await ports.receipts.writeUnchanged(plan.runId, 'survey', pack)
  return report
}

/** People are sealed for one night only. */
async function hasPeople(plan: Plan, pack: Pack): Promise<boolean> {
  const { sourcesIn } = await import('../masking/people/people-sources.ts')
  return pack.some(({ table }) => sourcesIn(plan, table).length > 0)
}
