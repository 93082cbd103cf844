import type { Originals } from '../masking/digests/originals.ts'
import { sourcesIn } from '../masking/people/people-sources.ts'
import { foldsToChoose } from '../masking/rows/needed-folds.ts'
import type { RowBatch } from '../masking/rows/row-batch.ts'
import { columnsToSurvey, Surveyor, surveyedColumns } from '../masking/rows/surveyor.ts'
import type { ColumnPlan, Plan, TablePlan } from '../policy/plan.ts'
import type { StepReport } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import type { Pack } from '../schema/packs.ts'
import type { Table } from '../schema/schema.ts'
import { planOfTable } from './plan-of-table.ts'
import { type SurveyPorts, writeSurveyed } from './survey.ts'

/** Digests the real values of a pack, and seals its people, whatever earlier nights know of it; `altered`: that cannot be believed. */
export async function surveyPack(plan: Plan, pack: Pack, altered: boolean, ports: SurveyPorts): Promise<StepReport> {
  const report = { rows: 0, bytes: 0 }
  const originals: Originals[] = []
  const surveys = pack.flatMap((chunk) => surveyOf(plan, chunk) ?? [])
  const rows = ports.source.readEach(
    surveys.map(({ table, chunk, columns, people }) => ({ table, chunk, columns: columnsToSurvey(columns, people) })),
  )
  for (const [at, one] of surveys.entries()) {
    const surveyor = await surveyChunk(plan, one, rows[at]!, report, ports)
    originals.push(...(one.columns.length > 0 ? surveyor.originals() : []))
  }
  if (surveys.length > 0) await ports.source.letGo()
  if (surveys.some(({ columns }) => columns.length > 0)) {
    const originalsSha256 = await ports.originals.write(plan.runId, 'survey', pack, originals)
    await writeSurveyed(plan, pack, originalsSha256, altered, ports)
  }
  return report
}

interface ChunkSurvey {
  readonly table: Table
  readonly tablePlan: TablePlan
  readonly chunk: ChunkRef
  readonly chunkRows: number
  /** None where only people are taken. */
  readonly columns: readonly ColumnPlan[]
  readonly people: ReturnType<typeof sourcesIn>
}

/** What is to be read of a chunk; null where there is nothing. */
function surveyOf(plan: Plan, chunk: ChunkRef): ChunkSurvey | null {
  const { table, tablePlan, chunkRows } = planOfTable(plan, chunk.table)
  const columns = surveyedColumns(tablePlan.columns)
  const people = sourcesIn(plan, table.name)
  return columns.length === 0 && people.length === 0 ? null : { table, tablePlan, chunk, chunkRows, columns, people }
}

async function surveyChunk(
  plan: Plan,
  { table, tablePlan, chunk, chunkRows, columns, people }: ChunkSurvey,
  rows: AsyncIterable<RowBatch>,
  report: { rows: number; bytes: number },
  ports: SurveyPorts,
): Promise<Surveyor> {
  const folds = await foldsToChoose(table, tablePlan.columns, (collation) => ports.source.collationFold(collation))
  const surveyor = new Surveyor(table, columns, ports.originalsKey, folds, people, tablePlan.columns, chunkRows)
  for await (const batch of rows) {
    surveyor.survey(batch)
    report.rows += batch.count
    report.bytes += (batch.ends[batch.count - 1] ?? batch.start) - batch.start
  }
  const shard = surveyor.people()
  if (shard) await ports.people.write(plan.runId, chunk, shard, ports.originalsKey)
  return surveyor
}
