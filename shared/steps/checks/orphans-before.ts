import type { ChunkReceipt, SnapshotReceipts } from '../../masking/rows/snapshot-receipts.ts'
import type { Plan } from '../../policy/plan.ts'
import { reusesSome } from '../../policy/refresh.ts'
import type { Ports, WrittenRows } from '../../ports.ts'
import { areOrphansProven, foreignKeysOf } from '../own-orphans.ts'
import { sealOfOrphans } from '../seals.ts'
import type { OrphansBefore } from './context.ts'

/** To ask about so many rows by their keys takes as long as to ask about all. */
const mostWritten = 0.05

/**
 * Orphans as the generation had them that is brought forward: of keys between tables all of whose rows stayed as they were. Where a few rows of the
 * table were written, and there were no orphans, only these can be some. Rows seeded beyond them lead to the same keys where the same is seeded.
 * None where production's own orphans refuse the night: then they are counted.
 */
export async function orphansBefore(
  plan: Plan,
  snapshots: SnapshotReceipts,
  { notes, originalsKey }: Pick<Ports, 'notes' | 'originalsKey'>,
): Promise<OrphansBefore | 'altered'> {
  const none: OrphansBefore = new Map()
  if (plan.refresh?.kind !== 'changes' || !reusesSome(plan.refresh) || plan.refusesOrphans) return none
  const { runId } = plan.refresh.base
  const noted = await notes.read(runId, 'orphans').catch(() => null)
  if (!noted || JSON.stringify(noted.seed) !== JSON.stringify(plan.seed)) return none
  if (noted.seal !== sealOfOrphans(runId, noted, originalsKey)) return 'altered'
  const stayed = (table: string) => {
    const receipts = snapshots.ofTable(table)
    return receipts.length > 0 && receipts.every(({ maskedBy }) => maskedBy !== undefined)
  }
  const known = new Map<string, number | readonly WrittenRows[]>()
  for (const { table, key, references, rows } of noted.keys) {
    if (!stayed(references)) continue
    const written = rows === 0 && isProven(plan, table, key) ? writtenIn(snapshots.ofTable(table)) : null
    if (stayed(table)) known.set(`${table}.${key}`, rows)
    else if (written) known.set(`${table}.${key}`, written)
  }
  return known
}

/** Whether verify compares the rows on both sides of the key with those that were read: what was not written is what it was. */
function isProven(plan: Plan, table: string, name: string): boolean {
  const key = foreignKeysOf(plan, table).find((one) => one.name === name)
  return key !== undefined && areOrphansProven(plan, table, key)
}

/** Null where they are too many. */
function writtenIn(receipts: readonly ChunkReceipt[]): readonly WrittenRows[] | null {
  const others = receipts.filter(({ maskedBy }) => maskedBy === undefined)
  const written = others.reduce((sum, { rowsRead, stayed }) => sum + rowsRead - (stayed?.rows ?? 0), 0)
  const all = receipts.reduce((sum, { rowsRead }) => sum + rowsRead, 0)
  if (written > all * mostWritten) return null
  return others.map(({ chunk, stayed }) => ({ chunk, only: stayed ? 'stored' : 'all' }))
}
