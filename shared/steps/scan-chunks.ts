import type { Ports } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import type { ScanReport, SharedIndex } from '../verification/scan.ts'
import { scan } from './scan.ts'
import { scanParts } from './scan-parts.ts'

type ScanPorts = Pick<Ports, 'plans' | 'shadow' | 'key' | 'receipts' | 'notes'>

/** The check of all rows, for some chunks: each as its receipt says it was masked, and what was seeded beyond it. */
export async function scanChunks(
  input: { readonly runId: string; readonly chunks: readonly ChunkRef[] },
  index: SharedIndex,
  ports: ScanPorts,
): Promise<ScanReport[]> {
  const { runId, chunks } = input
  const receipts = await Promise.all(chunks.map((chunk) => ports.receipts.snapshot(runId, chunk)))
  const seeded = new Set(((await ports.notes.read(runId, 'seeded')) ?? []).map(({ table }) => table))
  const reports: ScanReport[] = []
  for (const part of scanParts(await ports.plans.read(runId), receipts, seeded))
    reports.push(await scan(part, index, ports))
  return reports
}
