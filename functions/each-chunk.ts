import type { StepReport } from '../shared/ports.ts'
import type { ChunkRef } from '../shared/schema/chunk.ts'
import type { ChunksEvent } from './events.ts'

/** A step of one chunk as the work of a batch: one after another, since they share a connection. */
export function eachChunk<Ports>(
  step: (input: { runId: string; chunk: ChunkRef }, ports: Ports) => Promise<StepReport>,
): (event: ChunksEvent, ports: Ports) => Promise<StepReport> {
  return ({ run, chunks }, ports) => summed(chunks, (chunk) => step({ runId: run.runId, chunk }, ports))
}

/** The sum of what each reports. */
export async function summed<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<StepReport>,
): Promise<StepReport> {
  const reports: StepReport[] = []
  for (const item of items) reports.push(await work(item))
  return sumOfReports(reports)
}

export function sumOfReports(reports: readonly StepReport[]): StepReport {
  return {
    rows: reports.reduce((sum, { rows }) => sum + rows, 0),
    bytes: reports.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}
