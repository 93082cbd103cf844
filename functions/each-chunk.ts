import type { Ports, StepReport } from '../shared/ports.ts'
import type { Pack } from '../shared/schema/packs.ts'
import type { ChunksEvent } from './events.ts'
import { plannedPacks } from './planned-chunks.ts'

/** A step of one chunk, or of one pack, as the work of a batch: one after another, since they share a connection. */
export function eachChunk<StepPorts extends Pick<Ports, 'plans'>>(
  step: (input: { runId: string; chunks: Pack }, ports: StepPorts) => Promise<StepReport>,
): (event: ChunksEvent, ports: StepPorts) => Promise<StepReport> {
  return async ({ run: { runId }, chunks }, ports) =>
    summed(await plannedPacks(runId, chunks, ports), (pack) => step({ runId, chunks: pack }, ports))
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
