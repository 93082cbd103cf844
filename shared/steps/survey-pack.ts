import type { Originals } from '../masking/digests/originals.ts'
import { sourcesIn } from '../masking/people/people-sources.ts'
import { foldsToChoose } from '../masking/rows/needed-folds.ts'
import { columnsToSurvey, Surveyor, surveyedColumns } from '../masking/rows/surveyor.ts'
import type { Plan } from '../policy/plan.ts'
import type { StepReport } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import type { Pack } from '../schema/packs.ts'
import { planOfTable } from './plan-of-table.ts'
import type { SurveyPorts } from './survey.ts'

/** Digests the real values of a pack, and seals its people, whatever earlier nights know of it. */
export async function surveyPack(plan: Plan, pack: Pack, ports: SurveyPorts): Promise<StepReport> {
  const report = { rows: 0, bytes: 0 }
  const originals: Originals[] = []
  let isSurveyed = false
  for (const chunk of pack) {
    const surveyed = await surveyChunk(plan, chunk, ports)
    if (!surveyed) continue
    report.rows += surveyed.rows
    report.bytes += surveyed.bytes
    isSurveyed ||= surveyed.originals !== null
    originals.push(...(surveyed.originals ?? []))
  }
  if (isSurveyed) await ports.originals.write(plan.runId, 'survey', pack, originals)
  return report
}

/** Null where nothing was read; originals are null where only people are taken. */
async function surveyChunk(plan: Plan, chunk: ChunkRef, ports: SurveyPorts) {
  const { table, tablePlan, chunkRows } = planOfTable(plan, chunk.table)
  const columns = surveyedColumns(tablePlan.columns)
  const people = sourcesIn(plan, table.name)
  if (columns.length === 0 && people.length === 0) return null
  const folds = await foldsToChoose(table, tablePlan.columns, (collation) => ports.source.collationFold(collation))
  const surveyor = new Surveyor(table, columns, ports.originalsKey, folds, people, tablePlan.columns, chunkRows)
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
