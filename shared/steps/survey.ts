import type { Originals } from '../masking/digests/originals.ts'
import { sourcesIn } from '../masking/people/people-sources.ts'
import { foldsToChoose } from '../masking/rows/needed-folds.ts'
import { columnsToSurvey, hasSurveyed, Surveyor, surveyedColumns } from '../masking/rows/surveyor.ts'
import type { Plan } from '../policy/plan.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import type { Pack } from '../schema/packs.ts'
import { planOfTable } from './plan-of-table.ts'
import { packBefore, readWhole, SourceDigest } from './reuse.ts'

type SurveyPorts = Pick<Ports, 'plans' | 'source' | 'originalsKey' | 'originals' | 'people' | 'receipts'>

/**
 * Digests the real values of a pack's columns whose fakes could equal one, and seals its people where the plan redacts texts; reads
 * nothing where there is neither.
 */
export async function survey(input: { runId: string; chunks: Pack }, ports: SurveyPorts): Promise<StepReport> {
  const plan = await ports.plans.read(input.runId)
  const unchanged = await surveyedBefore(plan, input.chunks, ports)
  if (unchanged) return unchanged
  const report = { rows: 0, bytes: 0 }
  const originals: Originals[] = []
  let isSurveyed = false
  for (const chunk of input.chunks) {
    const surveyed = await surveyChunk(plan, chunk, ports)
    if (!surveyed) continue
    report.rows += surveyed.rows
    report.bytes += surveyed.bytes
    isSurveyed ||= surveyed.originals !== null
    originals.push(...(surveyed.originals ?? []))
  }
  if (isSurveyed) await ports.originals.write(input.runId, 'survey', input.chunks, originals)
  return report
}

/** Reads the surveyed chunks whole, and takes over the digests of an earlier night when all rows are those of then; null when some are others. */
async function surveyedBefore(plan: Plan, pack: Pack, ports: SurveyPorts): Promise<StepReport | null> {
  const [first, ...others] = pack.filter(({ table }) => hasSurveyed(planOfTable(plan, table).tablePlan))
  // People are sealed for one night only.
  if (!first || pack.some(({ table }) => sourcesIn(plan, table).length > 0)) return null
  const before = await packBefore(plan, [first, ...others], ports)
  if (!before) return null
  const report = { rows: 0, bytes: 0 }
  for (const [at, chunk] of [first, ...others].entries()) {
    const read = await new SourceDigest().addAll(readWhole(plan, chunk, ports))
    if (!read.isOf(before.receipts[at]!)) return null
    report.rows += read.rows
    report.bytes += read.bytes
  }
  await ports.source.letGo()
  await ports.originals.reuse(plan.runId, before.runId, 'survey', pack)
  await ports.receipts.writeUnchanged(plan.runId, 'survey', pack)
  return report
}

/** Null where nothing was read; originals are null where only people are taken. */
async function surveyChunk(plan: Plan, chunk: ChunkRef, ports: SurveyPorts) {
  const { table, tablePlan } = planOfTable(plan, chunk.table)
  const columns = surveyedColumns(tablePlan.columns)
  const people = sourcesIn(plan, table.name)
  if (columns.length === 0 && people.length === 0) return null
  const folds = await foldsToChoose(table, tablePlan.columns, (collation) => ports.source.collationFold(collation))
  const surveyor = new Surveyor(table, columns, ports.originalsKey, folds, people, tablePlan.columns)
  const report = { rows: 0, bytes: 0 }
  for await (const batch of ports.source.read(table, columnsToSurvey(columns, people), chunk)) {
    surveyor.survey(batch)
    report.rows += batch.count
    report.bytes += (batch.ends[batch.count - 1] ?? batch.start) - batch.start
  }
  await ports.source.letGo()
  const shard = surveyor.people()
  if (shard) await ports.people.write(plan.runId, chunk, shard, ports.originalsKey)
  return { ...report, originals: columns.length > 0 ? surveyor.originals() : null }
}
