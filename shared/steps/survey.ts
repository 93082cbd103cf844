import { sourcesIn } from '../masking/people/people-sources.ts'
import { foldsToChoose } from '../masking/rows/needed-folds.ts'
import { columnsToSurvey, Surveyor, surveyedColumns } from '../masking/rows/surveyor.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import { planOfTable } from './plan-of-table.ts'

/**
 * Digests the real values of one chunk's columns whose fakes could equal one, and seals its people where the plan redacts texts; reads
 * nothing where there is neither.
 */
export async function survey(
  input: { runId: string; chunk: ChunkRef },
  ports: Pick<Ports, 'plans' | 'source' | 'originalsKey' | 'originals' | 'people'>,
): Promise<StepReport> {
  const plan = await ports.plans.read(input.runId)
  const { table, tablePlan } = planOfTable(plan, input.chunk.table)
  const columns = surveyedColumns(tablePlan.columns)
  const people = sourcesIn(plan, table.name)
  if (columns.length === 0 && people.length === 0) return { rows: 0, bytes: 0 }
  const folds = await foldsToChoose(table, tablePlan.columns, (collation) => ports.source.collationFold(collation))
  const surveyor = new Surveyor(table, columns, ports.originalsKey, folds, people, tablePlan.columns)
  const report = { rows: 0, bytes: 0 }
  for await (const batch of ports.source.read(table, columnsToSurvey(columns, people), input.chunk)) {
    surveyor.survey(batch)
    report.rows += batch.count
    report.bytes += (batch.ends[batch.count - 1] ?? batch.start) - batch.start
  }
  await ports.source.letGo()
  if (columns.length > 0) await ports.originals.write(input.runId, 'survey', input.chunk, surveyor.originals())
  const shard = surveyor.people()
  if (shard) await ports.people.write(input.runId, input.chunk, shard, ports.originalsKey)
  return report
}
