import type { Ports } from '../ports.ts'
import type { ScanPart, ScanReport } from '../verification/scan.ts'
import { StableDigest } from '../verification/stable-digest.ts'
import { planOfTable } from './plan-of-table.ts'

/** Reads rows that an earlier night has searched: whether they are still those, and what it found. */
export async function compareFound(
  { runId, chunk, stableSha256 }: ScanPart,
  found: ScanReport,
  ports: Pick<Ports, 'plans' | 'shadow'>,
): Promise<ScanReport> {
  const run = await ports.plans.read(runId)
  const { table, tablePlan } = planOfTable(run, chunk.table)
  const digest = new StableDigest(table, tablePlan.columns)
  const names = tablePlan.columns.map(({ column }) => column)
  let rows = 0
  for await (const batch of ports.shadow.read(run, table, names, chunk)) {
    digest.add(batch)
    rows += batch.count
  }
  return { ...found, chunk, rows, intact: digest.hex() === stableSha256 }
}
