import type { SnapshotReceipts } from '../../masking/rows/snapshot-receipts.ts'
import type { Plan } from '../../policy/plan.ts'
import { reusesSome } from '../../policy/refresh.ts'
import type { Ports } from '../../ports.ts'
import { sealOfOrphans } from '../seals.ts'

/**
 * Orphans as the generation had them that is brought forward, by `table.key`: of keys between tables all of whose rows stayed as they were. Rows
 * seeded beyond them lead to the same keys where the same is seeded. None where production's own orphans refuse the night: then they are counted.
 */
export async function orphansBefore(
  plan: Plan,
  snapshots: SnapshotReceipts,
  { notes, originalsKey }: Pick<Ports, 'notes' | 'originalsKey'>,
): Promise<ReadonlyMap<string, number> | 'altered'> {
  const none = new Map<string, number>()
  if (plan.refresh?.kind !== 'changes' || !reusesSome(plan.refresh) || plan.refusesOrphans) return none
  const { runId } = plan.refresh.base
  const noted = await notes.read(runId, 'orphans').catch(() => null)
  if (!noted || JSON.stringify(noted.seed) !== JSON.stringify(plan.seed)) return none
  if (noted.seal !== sealOfOrphans(runId, noted, originalsKey)) return 'altered'
  const stayed = (table: string) => {
    const receipts = snapshots.ofTable(table)
    return receipts.length > 0 && receipts.every(({ maskedBy }) => maskedBy !== undefined)
  }
  const known = noted.keys.filter(({ table, references }) => stayed(table) && stayed(references))
  return new Map(known.map(({ table, key, rows }) => [`${table}.${key}`, rows]))
}
