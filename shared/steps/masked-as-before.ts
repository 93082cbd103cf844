import type { SnapshotReceipt } from '../masking/rows/receipt.ts'
import type { Plan } from '../policy/plan.ts'
import { comparedIn } from '../policy/refresh.ts'
import type { Ports } from '../ports.ts'
import type { Pack } from '../schema/packs.ts'
import { idOf } from './packs-with.ts'

/**
 * Whether a chunk of a pack, by its place in it, is masked byte for byte as the night had masked it that made the generation which is brought
 * forward: where it is told all of its columns are stable. Then whatever differs in it now somebody has written in staging since, but for rows
 * that were seeded. Nothing is read before it is asked.
 */
export function maskedAsBefore(
  plan: Plan,
  masked: readonly SnapshotReceipt[],
  { receipts }: Pick<Ports, 'receipts'>,
): (at: number) => Promise<boolean> {
  const { refresh } = plan
  if (refresh?.kind !== 'changes') return async () => false
  const pack = masked.map(({ chunk }) => chunk) as readonly SnapshotReceipt['chunk'][] as Pack
  let before: ReturnType<typeof receipts.find> | undefined
  return async (at) => {
    const { chunk, stableSha256 } = masked[at]!
    if (!comparedIn(plan, chunk.table)?.told) return false
    before ??= receipts.find(refresh.base.runId, pack)
    const then = (await before.catch(() => null))?.[at]
    return then !== undefined && idOf(then.chunk) === idOf(chunk) && then.stableSha256 === stableSha256
  }
}
