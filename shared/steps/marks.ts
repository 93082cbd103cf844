import { RunFailedError } from '../errors.ts'
import { sha256Of } from '../masking/digests/sha256.ts'
import { SipHash } from '../masking/digests/siphash.ts'
import type { OriginalsKey } from '../masking/digests/subkeys.ts'
import { MarkedRows } from '../masking/rows/marked-rows.ts'
import type { SnapshotReceipt } from '../masking/rows/receipt.ts'
import { RowMarks } from '../masking/rows/row-marks.ts'
import type { Plan } from '../policy/plan.ts'
import type { Ports } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import { countingColumn } from '../schema/chunks.ts'
import { leavesOriginals } from './packs-with.ts'
import { planOfTable } from './plan-of-table.ts'

/** One for each thread: what it allocates is used again. */
const digests = new WeakMap<OriginalsKey, SipHash>()

/**
 * Takes down by what a later night knows single rows of a chunk again; null where none will ask: of tables that are kept whole, whose rows have one
 * integer for a key, and which are no small ones.
 */
export function marksOf(plan: Plan, chunk: ChunkRef, key: OriginalsKey): RowMarks | null {
  const { table, tablePlan } = planOfTable(plan, chunk.table)
  if (!plan.refresh || chunk.pack !== undefined || table.primaryKey.length !== 1) return null
  if (leavesOriginals(tablePlan) || tablePlan.columns[0]?.column !== countingColumn(table, () => true)) return null
  const digest = digests.get(key) ?? new SipHash(key.subkey('rows', ''))
  digests.set(key, digest)
  return new RowMarks(digest)
}

/** What belongs into the receipt of it. */
export async function writeMarks(
  runId: string,
  chunk: ChunkRef,
  marks: RowMarks | null,
  { receipts }: Pick<Ports, 'receipts'>,
): Promise<Pick<SnapshotReceipt, 'marksSha256'>> {
  const bytes = marks?.bytes()
  if (!bytes) return {}
  await receipts.writeMarks(runId, chunk, bytes)
  return { marksSha256: sha256Of(bytes) }
}

/** What an earlier night took down; null where it took down nothing, `altered` where it is not as its receipt says. */
export async function findMarks(
  runId: string,
  { chunk, rowsRead, marksSha256 }: SnapshotReceipt,
  { receipts }: Pick<Ports, 'receipts'>,
): Promise<MarkedRows | 'altered' | null> {
  if (marksSha256 === undefined) return null
  let read = ''
  const marked = await MarkedRows.of(rowsRead, async (memory) => {
    if (await isThere(receipts.fillMarks(runId, chunk, memory))) read = sha256Of(memory)
  })
  if (read === marksSha256) return marked
  marked.release()
  return 'altered'
}

/** The same for a chunk that stays as it was. */
export async function reuseMarks(
  runId: string,
  from: string,
  { chunk, marksSha256 }: SnapshotReceipt,
  { receipts }: Pick<Ports, 'receipts'>,
): Promise<Pick<SnapshotReceipt, 'marksSha256'>> {
  if (marksSha256 === undefined || !(await isThere(receipts.reuseMarks(runId, from, chunk)))) return {}
  return { marksSha256 }
}

async function isThere(read: Promise<void>): Promise<boolean> {
  try {
    await read
    return true
  } catch (error) {
    if (error instanceof RunFailedError) return false
    throw error
  }
}
