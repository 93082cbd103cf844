import type { Plan } from '../policy/plan.ts'
import { redactsTexts } from '../policy/redacts-texts.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { Pack } from '../schema/packs.ts'
import { checkOfSource, packBefore, readWhole } from './reuse.ts'
import { sealOfSurvey } from './seals.ts'

export type SurveyPorts = Pick<Ports, 'plans' | 'source' | 'originalsKey' | 'originals' | 'people' | 'receipts'>

/**
 * Digests the real values of a pack's columns whose fakes could equal one, and seals its people where the plan redacts texts; reads
 * nothing where there is neither.
 */
export async function survey(input: { runId: string; chunks: Pack }, ports: SurveyPorts): Promise<StepReport> {
  const plan = await ports.plans.read(input.runId)
  const before = await surveyedBefore(plan, input.chunks, ports)
  if (before && before !== 'altered') return before
  // What rules do is most of the program: a night in which nothing changed does without.
  const { surveyPack } = await import('./survey-pack.ts')
  return surveyPack(plan, input.chunks, before === 'altered', ports)
}

/** Reads the surveyed chunks whole, and takes over the digests of an earlier night when all rows are those of then; null when some are others, `altered` when the digests are. */
async function surveyedBefore(plan: Plan, pack: Pack, ports: SurveyPorts): Promise<StepReport | 'altered' | null> {
  const { refresh } = plan
  if (refresh?.kind !== 'changes') return null
  const [first, ...others] = pack.filter(({ table }) => refresh.surveyed.includes(table))
  if (!first || (redactsTexts(plan) && (await hasPeople(plan, pack)))) return null
  const { originalsKey } = ports
  const before = await packBefore(plan, [first, ...others], { keyId: null, originals: originalsKey }, ports)
  if (!before || before === 'altered') return null
  const report = { rows: 0, bytes: 0 }
  for (const [at, chunk] of [first, ...others].entries()) {
    const read = await checkOfSource(before.receipts[at]!, originalsKey).addAll(readWhole(plan, chunk, ports))
    if (!read.isSame()) return null
    report.rows += read.rows
    report.bytes += read.bytes
  }
  await ports.source.letGo()
  const left = await ports.receipts.surveyed(before.runId, pack).catch(() => null)
  if (left?.seal !== sealOfSurvey(before.runId, pack, left?.originalsSha256 ?? '', originalsKey)) return 'altered'
  if (!(await ports.originals.reuse(plan.runId, before.runId, 'survey', pack, left.originalsSha256))) return 'altered'
  await writeSurveyed(plan, pack, left.originalsSha256, false, ports)
  await ports.receipts.writeUnchanged(plan.runId, 'survey', pack)
  return report
}

/** Notes for a later night what the survey of a pack has left. */
export async function writeSurveyed(
  plan: Plan,
  pack: Pack,
  originalsSha256: string,
  altered: boolean,
  ports: SurveyPorts,
): Promise<void> {
  if (!plan.refresh) return
  const seal = sealOfSurvey(plan.runId, pack, originalsSha256, ports.originalsKey)
  await ports.receipts.writeSurveyed(plan.runId, pack, { originalsSha256, ...(altered ? { altered } : {}), seal })
}

/** People are sealed for one night only. */
async function hasPeople(plan: Plan, pack: Pack): Promise<boolean> {
  const { sourcesIn } = await import('../masking/people/people-sources.ts')
  return pack.some(({ table }) => sourcesIn(plan, table).length > 0)
}
