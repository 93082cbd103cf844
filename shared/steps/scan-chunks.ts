import type { Plan } from '../policy/plan.ts'
import { touchedTables } from '../policy/staging-own.ts'
import type { Ports } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import { packsOf } from '../schema/packs.ts'
import type { ScanReport, SharedIndex } from '../verification/scan.ts'
import { compareFound } from './compare-found.ts'
import { withFoundBefore } from './found-before.ts'
import { innerKeysOf, orphansByKey } from './own-orphans.ts'
import { scan } from './scan.ts'
import { scanParts } from './scan-parts.ts'

type ScanPorts = Pick<Ports, 'plans' | 'shadow' | 'originalsKey' | 'receipts' | 'notes' | 'scans'>

/**
 * The check of all rows, for some chunks: each as its receipt says it was masked, and what was seeded beyond it. Orphans are counted
 * chunk by chunk too, so that no question to the server takes longer for a larger table.
 */
export async function scanChunks(
  input: { readonly runId: string; readonly chunks: readonly ChunkRef[] },
  index: SharedIndex,
  ports: ScanPorts,
): Promise<ScanReport[]> {
  const { runId, chunks } = input
  const receipts = (await Promise.all(packsOf(chunks).map((pack) => ports.receipts.snapshot(runId, pack)))).flat()
  const seeded = new Set(((await ports.notes.read(runId, 'seeded')) ?? []).map(({ table }) => table))
  const reports: ScanReport[] = []
  const plan = await ports.plans.read(runId)
  const parts = scanParts(plan, receipts, seeded, touchedTables(plan.own))
  for (const part of await withFoundBefore(plan, parts, receipts, ports))
    reports.push({
      ...(part.found ? await compareFound(part, part.found, ports) : await scan(part, index, ports)),
      orphans: await countOrphans(plan, part.chunk, ports),
    })
  return reports
}

function countOrphans(plan: Plan, chunk: ChunkRef, { shadow }: Pick<Ports, 'shadow'>) {
  return orphansByKey(innerKeysOf(plan, chunk.table), (key) => shadow.countOrphans(plan, chunk.table, key, chunk))
}
