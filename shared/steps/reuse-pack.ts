import type { HeldRows } from '../masking/rows/held-rows.ts'
import type { SnapshotReceipt } from '../masking/rows/receipt.ts'
import type { Plan } from '../policy/plan.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { Pack } from '../schema/packs.ts'
import { reuseMarks } from './marks.ts'
import { countSourceOrphans } from './own-orphans.ts'
import { leavesOriginals } from './packs-with.ts'
import { planOfTable } from './plan-of-table.ts'
import { checkOfSource, type PackBefore } from './reuse.ts'
import { sealReceipt } from './seals.ts'
import { openMarked, storeDiffering } from './store-differing.ts'

type ReusePorts = Pick<Ports, 'clock' | 'source' | 'key' | 'originals' | 'chunks' | 'receipts' | 'notes'>

/** Tables in which this thread has met a chunk with other rows than an earlier night's. */
const differing = new WeakMap<Plan, Set<string>>()

/** Whether rows of a pack that are compared may be others than they were: where one chunk of a table has other rows, most of them may. */
export function isExpectedToDiffer(plan: Plan, pack: Pack): boolean {
  return pack.length > 1 || (differing.get(plan)?.has(pack[0].table) ?? false)
}

/**
 * Takes over what an earlier night has made of the chunks, or of all rows but those that differ where these are known; null where others have to be
 * masked as well, as a row or the real values that masks depend on are others, and `altered` where what that night had left is not as it left it.
 * `rows` are those of the source, of each chunk: the survey has read the surveyed ones, in the same snapshot.
 */
export async function reusePack(
  plan: Plan,
  pack: Pack,
  before: PackBefore,
  rows: readonly HeldRows[],
  ports: ReusePorts,
): Promise<StepReport | 'altered' | null> {
  const started = ports.clock.now().getTime()
  const { runId } = plan
  const tables = pack.map(({ table }) => planOfTable(plan, table))
  const { surveyed, avoiding } = before.refresh
  const isAmong = (names: readonly string[]) => pack.some(({ table }) => names.includes(table))
  if (isAmong(surveyed) && !(await ports.receipts.isUnchanged(runId, 'survey', pack)))
    return (await ports.receipts.surveyed(runId, pack))?.altered ? 'altered' : null
  for (const [at, { table }] of tables.entries()) {
    if (surveyed.includes(table.name)) continue
    // Rows that are expected to differ are held against what is known of each while they are read, others only when they do.
    const marked = isExpectedToDiffer(plan, pack) ? await openMarked(plan, pack, before, ports) : null
    if (marked === 'altered') return 'altered'
    const read = checkOfSource(before.receipts[at]!, ports.key)
    for await (const batch of rows[at]!.first()) {
      read.add(batch)
      marked?.add(batch)
    }
    if (read.isSame()) {
      marked?.differing.release()
      continue
    }
    differing.set(plan, (differing.get(plan) ?? new Set()).add(table.name))
    return storeDiffering(plan, pack, before, { rows: rows[at]!, marked, started }, ports)
  }
  if (tables.some(({ tablePlan }) => leavesOriginals(tablePlan)))
    await ports.receipts.writeUnchanged(runId, 'snapshot', pack)
  if (isAmong(avoiding) && !(await ports.notes.read(runId, 'reuse'))?.exclusions) return null
  const receipts: SnapshotReceipt[] = []
  for (const [at, chunk] of pack.entries()) {
    const orphans = await countSourceOrphans(plan, tables[at]!.table, chunk, ports)
    const then = before.receipts[at]!
    const milliseconds = at === 0 ? ports.clock.now().getTime() - started : 0
    const marks = await reuseMarks(runId, before.runId, then, ports)
    const receipt = { ...asReused(then, before.runId), ...marks, ...(orphans ? { orphans } : {}), milliseconds }
    receipts.push(sealReceipt(plan, receipt, ports.key))
  }
  await ports.source.letGo()
  const { originalsSha256 = '' } = before.receipts[0]!
  if (!(await ports.originals.reuse(runId, before.runId, 'snapshot', pack, originalsSha256))) return 'altered'
  await ports.receipts.writeSnapshot(runId, receipts as [SnapshotReceipt, ...SnapshotReceipt[]])
  const sum = (of: 'rowsRead' | 'bytes') => receipts.reduce((total, receipt) => total + receipt[of], 0)
  return { rows: sum('rowsRead'), bytes: sum('bytes') }
}

/** Without what holds of that night alone. */
function asReused(receipt: SnapshotReceipt, runId: string): SnapshotReceipt {
  const { orphans: _, altered: __, stayed: ___, removed: ____, marksSha256: _____, maskedBy = runId, ...same } = receipt
  return { ...same, maskedBy }
}
