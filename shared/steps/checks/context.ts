import type { Check, EdgeCase } from '../../audit/record.ts'
import type { RestoreReceipt } from '../../masking/rows/receipt.ts'
import type { SnapshotReceipts } from '../../masking/rows/snapshot-receipts.ts'
import type { Plan } from '../../policy/plan.ts'
import type { OwnNote, Ports, RunNotes, WrittenRows } from '../../ports.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Canary } from '../../verification/canaries/canary.ts'
import type { ScanPart, SharedIndex } from '../../verification/scan.ts'

/** What every check may look at. */
export interface VerifyContext {
  readonly plan: Plan
  /** The shadow schema as it is. */
  readonly stored: Schema
  readonly ports: Pick<Ports, 'shadow' | 'originalsKey' | 'scanner' | 'notes'>
  readonly canaries: readonly Canary[]
  readonly index: SharedIndex
  readonly snapshots: SnapshotReceipts
  readonly restores: readonly RestoreReceipt[]
  readonly cases: readonly EdgeCase[]
  readonly seeded: RunNotes['seeded']
  readonly leftOut: RunNotes['leftOut']
  /** Empty where nothing is staging's own. */
  readonly own: OwnNote
  readonly parts: readonly ScanPart[]
  /** By `table.key`, orphans that need not be counted again, or where alone some can be. */
  readonly orphansBefore: OrphansBefore
}

export type OrphansBefore = ReadonlyMap<string, number | readonly WrittenRows[]>

/** A check that looked at everything: it fails when it found something. */
export function verdictOf(
  name: string,
  covered: string,
  findings: readonly string[],
  note: string | null = null,
): Check {
  return { name, verdict: findings.length > 0 ? 'failed' : 'passed', covered, findings: [...findings], note }
}

/** `1 table`, `12 tables`, `4,550,000 rows`. */
export function counted(count: number, noun: string): string {
  const plural = /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
  return `${count.toLocaleString('en-GB')} ${count === 1 ? noun : plural}`
}
