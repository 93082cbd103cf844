import type { OriginalsKey } from '../masking/digests/subkeys.ts'
import type { SnapshotReceipt } from '../masking/rows/receipt.ts'
import type { RowBatch } from '../masking/rows/row-batch.ts'
import { RowsCheck, RowsMac } from '../masking/rows/rows-mac.ts'
import type { Plan } from '../policy/plan.ts'
import { type ChangesRefresh, isReusable } from '../policy/refresh.ts'
import type { Ports } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import type { Pack } from '../schema/packs.ts'
import { idOf } from './packs-with.ts'
import { planOfTable } from './plan-of-table.ts'
import { avoidedBy, isSealedReceipt } from './seals.ts'

// A chunk is reused when production holds the very rows of an earlier night and everything else that their masks depend on is the same:
// the rules, the keys, and the real values that no fake may equal. Then what that night made and proved of it holds tonight. Chunks of a pack
// are reused together or not at all.

/** What the run that made the generation which is brought forward says of the same chunks. */
export interface PackBefore {
  readonly refresh: ChangesRefresh
  readonly runId: string
  /** In the order of the pack. */
  readonly receipts: readonly SnapshotReceipt[]
}

/** The keys at hand; who only digests real values knows no `keyId`. On AWS a plan knows none, and keys are rotated. */
export interface KeysNow {
  readonly keyId: string | null
  readonly originals: OriginalsKey
}

/** Null where the chunks cannot be reused; `altered` where the receipts are not as that run has left them. */
export async function packBefore(
  plan: Plan,
  pack: Pack,
  { keyId, originals }: KeysNow,
  { receipts }: Pick<Ports, 'receipts'>,
): Promise<PackBefore | 'altered' | null> {
  const { refresh } = plan
  if (refresh?.kind !== 'changes' || !pack.every(({ table }) => isReusable(plan, table))) return null
  const { runId } = refresh.base
  const before = await receipts.find(runId, pack).catch(() => [])
  const isOfKeys = (receipt: SnapshotReceipt) =>
    receipt.originalsId === originals.originalsId && (keyId === null || receipt.keyId === keyId)
  if (!before?.every(isOfKeys)) return null
  // What cannot be read was altered, too.
  const isSealed = (receipt: SnapshotReceipt, at: number) =>
    receipt.chunk.n === pack[at]!.n && isSealedReceipt(plan, runId, receipt, originals)
  if (before.length === 0 || !before.every(isSealed)) return 'altered'
  const isTheSame = ({ chunk, avoided }: SnapshotReceipt, at: number) =>
    idOf(chunk) === idOf(pack[at]!) && avoided === avoidedBy(plan, chunk.table)
  return before.every(isTheSame) ? { refresh, runId, receipts: before } : null
}

/** All copied columns of a chunk, in the order of its plan. */
export function readWhole(plan: Plan, chunk: ChunkRef, { source }: Pick<Ports, 'source'>): AsyncIterable<RowBatch> {
  const { table, tablePlan } = planOfTable(plan, chunk.table)
  const columns = tablePlan.columns.map(({ column }) => column)
  return source.read(table, columns, chunk)
}

/** The same of all chunks of a pack, each to be read once and in its order. */
export function readPack(plan: Plan, pack: Pack, { source }: Pick<Ports, 'source'>): (() => AsyncIterable<RowBatch>)[] {
  const reads = pack.map((chunk) => {
    const { table, tablePlan } = planOfTable(plan, chunk.table)
    return { table, chunk, columns: tablePlan.columns.map(({ column }) => column) }
  })
  return source.readEach(reads).map((rows) => () => rows)
}

/** What is written down of a chunk's rows in the source, by which a later night knows that they stayed. */
export function macOfSource(key: OriginalsKey): RowsMac {
  return new RowsMac(key.subkey('source', ''))
}

/** Rows of the source, held against those of which the receipt is. */
export function checkOfSource({ sourceMac }: SnapshotReceipt, key: OriginalsKey): RowsCheck {
  return new RowsCheck(key.subkey('source', ''), sourceMac)
}
