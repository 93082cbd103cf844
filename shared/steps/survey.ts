import { foldsToChoose } from '../masking/rows/needed-folds.ts'
import { columnsToSurvey, Surveyor, surveyedColumns } from '../masking/rows/surveyor.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import { planOfTable } from './plan-of-table.ts'

/** Digests the real values of one chunk's columns whose fakes could equal one; reads nothing where there is none. */
export async function survey(
  input: { runId: string; chunk: ChunkRef },
  ports: Pick<Ports, 'plans' | 'source' | 'originalsKey' | 'originals'>,
): Promise<StepReport> {
  const plan = await ports.plans.read(input.runId)
  const { table, tablePlan } = planOfTable(plan, input.chunk.table)
  const columns = surveyedColumns(tablePlan.columns)
  if (columns.length === 0) return { rows: 0, bytes: 0 }
  const folds = await foldsToChoose(table, columns, (collation) => ports.source.collationFold(collation))
  const surveyor = new Surveyor(table, columns, ports.originalsKey, folds)
  const report = { rows: 0, bytes: 0 }
  for await (const batch of ports.source.read(table, columnsToSurvey(columns), input.chunk)) {
    surveyor.survey(batch)
    report.rows += batch.count
    report.bytes += (batch.ends[batch.count - 1] ?? batch.start) - batch.start
  }
  await ports.originals.write(input.runId, 'survey', input.chunk, surveyor.originals())
  return report
}
