import { HeldRows } from '../masking/rows/held-rows.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { Pack } from '../schema/packs.ts'
import { packBefore, readPack, readWhole } from './reuse.ts'
import { isExpectedToDiffer, reusePack } from './reuse-pack.ts'
import { assertKeyOf } from './run-key.ts'

export type SnapshotPorts = Pick<
  Ports,
  'clock' | 'plans' | 'source' | 'key' | 'originals' | 'people' | 'chunks' | 'receipts' | 'notes'
>

/**
 * Reads one chunk within the snapshot, or those of a pack, masks it in flight and stores it masked, with its originals and its receipt; what an
 * earlier night has made of the same rows is not made again. Throws when the rows received are not the rows that the same snapshot counts.
 */
export async function snapshot(input: { runId: string; chunks: Pack }, ports: SnapshotPorts): Promise<StepReport> {
  const { runId, chunks } = input
  const plan = await ports.plans.read(runId)
  assertKeyOf(plan, ports.key)
  const told = await packBefore(plan, chunks, { keyId: ports.key.id, originals: ports.key }, ports)
  const before = told === 'altered' ? null : told
  const reads = before ? chunks.map((chunk) => () => readWhole(plan, chunk, ports)) : readPack(plan, chunks, ports)
  const isHeld = isExpectedToDiffer(plan, chunks) && before?.receipts[0]?.marksSha256 === undefined
  const rows = reads.map((read) => new HeldRows(read, isHeld))
  try {
    const reused = before && (await reusePack(plan, chunks, before, rows, ports))
    if (reused && reused !== 'altered') return reused
    // What rules do is most of the program: a night in which nothing changed does without.
    const { maskPack } = await import('./mask-pack.ts')
    return await maskPack(plan, chunks, rows, told === 'altered' || reused === 'altered', ports)
  } finally {
    for (const held of rows) held.release()
  }
}
