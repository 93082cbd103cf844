import type { SnapshotReceipts } from '../../masking/rows/snapshot-receipts.ts'
import type { Plan } from '../../policy/plan.ts'
import { reusesSome } from '../../policy/refresh.ts'
import type { Ports } from '../../ports.ts'

/**
 * Orphans as the generation had them that is brought forward, by `table.key`: of keys between tables all of whose rows stayed as they were. Rows
 * seeded beyond them lead to the same keys where the same is seeded. None where production's own orphans refuse the night: then they are counted.
 */
export async function orphansBefore(
  plan: Plan,
  snapshots: SnapshotReceipts,
  { plans, notes }: Pick<Ports, 'notes'> & { readonly plans: Pick<Ports['plans'], 'find'> },
): Promise<ReadonlyMap<string, number>> {
  const none = new Map<string, number>()
  if (plan.refresh?.kind !== 'changes' || !reusesSome(plan.refresh) || plan.refusesOrphans) return none
  const { runId } = plan.refresh.base
  const before = await plans.find(runId)
  const noted = await notes.read(runId, 'orphans')
  if (!before || !noted || JSON.stringify(before.seed) !== JSON.stringify(plan.seed)) return none
  const stayed = (table: string) => {
    const receipts = snapshots.ofTable(table)
    return receipts.length > 0 && receipts.every(({ maskedBy }) => maskedBy !== undefined)
  }
  const known = noted.filter(({ table, references }) => stayed(table) && stayed(references))
  return new Map(known.map(({ table, key, rows }) => [`${table}.${key}`, rows]))
}
