import { RowsCheck, RowsMac } from '../masking/rows/rows-mac.ts'
import type { Plan } from '../policy/plan.ts'
import type { Ports } from '../ports.ts'
import type { ScanPart, ScanReport } from '../verification/scan.ts'
import { StableDigest } from '../verification/stable-digest.ts'
import { planOfTable } from './plan-of-table.ts'

/** Reads rows that an earlier night has searched: whether they are still those, and what it found. */
export async function compareFound(
  part: ScanPart,
  found: ScanReport,
  ports: Pick<Ports, 'plans' | 'shadow' | 'originalsKey'>,
): Promise<ScanReport> {
  const { runId, chunk, stableSha256 } = part
  const run = await ports.plans.read(runId)
  const key = ports.originalsKey.subkey('stored', '')
  if (found.storedMac !== undefined) {
    const read = await new RowsCheck(key, found.storedMac).addAll(readStored(run, part, ports))
    if (read.isSame()) return { ...found, chunk, rows: read.rows, intact: true }
  }
  const { table, tablePlan } = planOfTable(run, chunk.table)
  const digest = new StableDigest(table, tablePlan.columns)
  const read = new RowsMac(key)
  for await (const batch of readStored(run, part, ports)) {
    digest.add(batch)
    read.add(batch)
  }
  const intact = digest.hex() === stableSha256
  const { storedMac: _, ...rest } = found
  return { ...rest, chunk, rows: read.rows, intact, ...(intact ? { storedMac: read.hex() } : {}) }
}

/** All copied columns, as the rows were masked. */
function readStored(run: Plan, { chunk }: ScanPart, { shadow }: Pick<Ports, 'shadow'>) {
  const { table, tablePlan } = planOfTable(run, chunk.table)
  const names = tablePlan.columns.map(({ column }) => column)
  return shadow.read(run, table, names, chunk)
}
