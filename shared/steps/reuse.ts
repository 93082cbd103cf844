import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import type { OriginalsKey } from '../masking/digests/subkeys.ts'
import type { SnapshotReceipt } from '../masking/rows/receipt.ts'
import { type RowBatch, rawRows } from '../masking/rows/row-batch.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import { type ChangesRefresh, isReusable } from '../policy/refresh.ts'
import type { Ports } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import type { Pack } from '../schema/packs.ts'
import { idOf, leavesOriginals } from './packs-with.ts'
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

/**
 * Of a chunk's rows in the source. Where some of them is masked it is keyed: whoever can guess a row could else tell by its digest, which lies
 * with the run, that it is there.
 */
export function sourceDigest(tablePlan: TablePlan, key: OriginalsKey): RowsDigest {
  return new RowsDigest(leavesOriginals(tablePlan) ? key.subkey('source', '') : null)
}

/** SHA-256, or HMAC-SHA-256 with a key, over rows as a server sends them, all copied columns of them. */
export class RowsDigest {
  rows = 0
  bytes = 0
  readonly #hash: Hash | Hmac
  #hex: string | null = null

  constructor(key: Uint8Array | null = null) {
    this.#hash = key ? createHmac('sha256', key) : createHash('sha256')
  }

  add(batch: RowBatch): void {
    const raw = rawRows(batch)
    this.#hash.update(raw)
    this.rows += batch.count
    this.bytes += raw.length
  }

  async addAll(batches: AsyncIterable<RowBatch>): Promise<this> {
    for await (const batch of batches) this.add(batch)
    return this
  }

  /** Whether these were the rows of that receipt; none comes after. */
  isOf(receipt: SnapshotReceipt): boolean {
    return this.rows === receipt.rowsRead && this.hex() === sourceDigestOf(receipt)
  }

  hex(): string {
    this.#hex ??= this.#hash.digest('hex')
    return this.#hex
  }
}

/** Of a table that is kept whole it is that of the stored rows. */
function sourceDigestOf({ sourceHmac, stableSha256, columns }: SnapshotReceipt): string | null {
  return sourceHmac ?? (columns.length === 0 ? stableSha256 : null)
}
