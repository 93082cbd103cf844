import type { HeldRows } from '../masking/rows/held-rows.ts'
import type { SnapshotReceipt } from '../masking/rows/receipt.ts'
import type { Plan } from '../policy/plan.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { Pack } from '../schema/packs.ts'
import { countSourceOrphans } from './own-orphans.ts'
import { leavesOriginals } from './packs-with.ts'
import { planOfTable } from './plan-of-table.ts'
import { type PackBefore, sourceDigest } from './reuse.ts'
import { sealReceipt } from './seals.ts'

type ReusePorts = Pick<Ports, 'clock' | 'source' | 'key' | 'originals' | 'receipts' | 'notes'>

/** Tables in which this thread has met a chunk with other rows than an earlier night's. */
const differing = new WeakMap<Plan, Set<string>>()

/** Whether rows of a pack that are compared will be wanted again: where one chunk of a table has other rows, most of them may. */
export function isExpectedToDiffer(plan: Plan, pack: Pack): boolean {
  return pack.length > 1 || (differing.get(plan)?.has(pack[0].table) ?? false)
}

/**
 * Takes over what an earlier night has made of the chunks; null where a row of them, or the real values that masks depend on, are others, and
 * `altered` where the real values that it stored are not those that it had met. `rows` are those of the source, of each chunk: the survey has read
 * the surveyed ones, in the same snapshot.
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
  for (const [at, { table, tablePlan }] of tables.entries()) {
    if (surveyed.includes(table.name)) continue
    const read = await sourceDigest(tablePlan, ports.key).addAll(rows[at]!.first())
    if (read.isOf(before.receipts[at]!)) continue
    differing.set(plan, (differing.get(plan) ?? new Set()).add(table.name))
    return null
  }
  if (tables.some(({ tablePlan }) => leavesOriginals(tablePlan)))
    await ports.receipts.writeUnchanged(runId, 'snapshot', pack)
  if (isAmong(avoiding) && !(await ports.notes.read(runId, 'reuse'))?.exclusions) return null
  const receipts: SnapshotReceipt[] = []
  for (const [at, chunk] of pack.entries()) {
    const orphans = await countSourceOrphans(plan, tables[at]!.table, chunk, ports)
    const { orphans: _, altered: __, maskedBy = before.runId, ...same } = before.receipts[at]!
    const milliseconds = at === 0 ? ports.clock.now().getTime() - started : 0
    const receipt = { ...same, maskedBy, ...(orphans ? { orphans } : {}), milliseconds }
    receipts.push(sealReceipt(plan, receipt, ports.key))
  }
  await ports.source.letGo()
  const { originalsSha256 = '' } = before.receipts[0]!
  if (!(await ports.originals.reuse(runId, before.runId, 'snapshot', pack, originalsSha256))) return 'altered'
  await ports.receipts.writeSnapshot(runId, receipts as [SnapshotReceipt, ...SnapshotReceipt[]])
  const sum = (of: 'rowsRead' | 'bytes') => receipts.reduce((total, receipt) => total + receipt[of], 0)
  return { rows: sum('rowsRead'), bytes: sum('bytes') }
}
