import { createHmac } from 'node:crypto'
import { sha256Of } from '../masking/digests/sha256.ts'
import type { OriginalsKey } from '../masking/digests/subkeys.ts'
import type { SnapshotReceipt } from '../masking/rows/receipt.ts'
import type { Plan } from '../policy/plan.ts'
import type { RunNotes } from '../ports.ts'
import { withoutCounter } from '../schema/counter.ts'
import type { Pack } from '../schema/packs.ts'
import type { StoredIndex } from '../verification/originals-index.ts'
import type { KnownDigest } from '../verification/recognition.ts'
import type { ScanReport } from '../verification/scan.ts'
import { idOf, leavesOriginals, packsWith } from './packs-with.ts'
import { planOfTable } from './plan-of-table.ts'

// Whatever a later night believes of a run is sealed by that run: an HMAC over it, the run's id, and what it holds under. A night computes the
// seal from its own plan, so that nothing of an earlier plan has to be believed: what was made under other rules, by another version, or among
// other real values has another seal, and so has what somebody has altered. What has not the seal is not there.

type SealedPart = 'receipt' | 'survey' | 'report' | 'recognised' | 'orphans' | 'filters'

/** HMAC-SHA-256, hex. `under` is what tonight's plan says of it, `value` what the run left. */
function sealOf(key: OriginalsKey, part: SealedPart, runId: string, under: unknown, value: unknown): string {
  return createHmac('sha256', key.subkey('seal', ''))
    .update(JSON.stringify([part, runId, under, value]))
    .digest('hex')
}

/** The receipt with its seal, as a run leaves it to later nights. */
export function sealReceipt(plan: Plan, receipt: SnapshotReceipt, key: OriginalsKey): SnapshotReceipt {
  const { seal: _, ...open } = receipt
  if (!plan.refresh) return open
  const avoided = avoidedBy(plan, open.chunk.table)
  const whole = { ...open, ...(avoided ? { avoided } : {}) }
  return { ...whole, seal: sealOfReceipt(plan, plan.runId, whole, key) }
}

/** Whether the run has left the receipt, of rows masked as the plan masks them. */
export function isSealedReceipt(plan: Plan, runId: string, receipt: SnapshotReceipt, key: OriginalsKey): boolean {
  const { seal, ...open } = receipt
  return seal === sealOfReceipt(plan, runId, open, key)
}

function sealOfReceipt(plan: Plan, runId: string, open: SnapshotReceipt, key: OriginalsKey): string {
  return sealOf(key, 'receipt', runId, masksUnder(plan, open.chunk.table), open)
}

/** Of what the survey of a pack has left. */
export function sealOfSurvey(runId: string, pack: Pack, originalsSha256: string, key: OriginalsKey): string {
  return sealOf(key, 'survey', runId, pack.map(idOf), originalsSha256)
}

/** A report of the leak check with its seal. */
export function sealReport(plan: Plan, report: ScanReport, key: OriginalsKey): ScanReport {
  const { seal: _, ...open } = report
  return plan.refresh ? { ...open, seal: sealOfReport(plan, plan.runId, open, key) } : open
}

/** Whether the run has found this, searching for what the plan has searched. */
export function isSealedReport(plan: Plan, runId: string, report: ScanReport, key: OriginalsKey): boolean {
  const { seal, ...open } = report
  return seal === sealOfReport(plan, runId, open, key)
}

function sealOfReport(plan: Plan, runId: string, open: ScanReport, key: OriginalsKey): string {
  return sealOf(key, 'report', runId, [masksUnder(plan, open.chunk.table), searchedFor(plan)], open)
}

/** Of what the leak check told of its sightings. */
export function sealOfRecognised(plan: Plan, runId: string, known: readonly KnownDigest[], key: OriginalsKey): string {
  return sealOf(key, 'recognised', runId, searchedFor(plan), known)
}

/** Of the orphans that a run has counted. */
export function sealOfOrphans(
  runId: string,
  { seed, keys }: Omit<RunNotes['orphans'], 'seal'>,
  key: OriginalsKey,
): string {
  return sealOf(key, 'orphans', runId, seed, keys)
}

/** Of the filters of the leak check. */
export function sealOfFilters(
  plan: Plan,
  runId: string,
  { census, values, openers, drawn }: Omit<StoredIndex, 'seal'>,
  key: OriginalsKey,
): string {
  const fakes = drawn.map((entry) => [entry.table, entry.column, [...(entry.drawn ?? [])]])
  const filters = [values, openers].map((filter) => sha256Of(new Uint8Array(filter)))
  return sealOf(key, 'filters', runId, searchedFor(plan), [census, ...filters, fakes])
}

interface Dependences {
  readonly masks: Map<string, string>
  searched?: string
  surveyed?: string
}

const known = new WeakMap<Plan, Dependences>()

// Every chunk asks, and a plan does not change.
function dependencesOf(plan: Plan): Dependences {
  const found = known.get(plan) ?? { masks: new Map() }
  known.set(plan, found)
  return found
}

/** What the masked rows of a table depend on beside the rows themselves, and what receipts name. SHA-256, hex. */
function masksUnder(plan: Plan, name: string): string {
  const { masks } = dependencesOf(plan)
  const { table, tablePlan } = planOfTable(plan, name)
  const { toolVersion, masksWith, locale, transformers = [], source, staging } = plan
  const under =
    masks.get(name) ??
    digestOf([
      ...[toolVersion, masksWith, locale, transformers, source.version, staging.version],
      ...[withoutCounter(table.createSql), tablePlan.columns],
    ])
  masks.set(name, under)
  return under
}

/** Digest of the chunks whose real values no fake of the table may equal; undefined where they may. SHA-256, hex. */
export function avoidedBy(plan: Plan, name: string): string | undefined {
  const { surveyed = [], avoiding = [] } = plan.refresh ?? {}
  if (!avoiding.includes(name)) return undefined
  const dependences = dependencesOf(plan)
  dependences.surveyed ??= digestOf([...packsWith(plan, ({ table }) => surveyed.includes(table)).keys()].sort())
  return dependences.surveyed
}

/** The chunks whose real values the leak check looks for, with what makes these of their rows. */
function searchedFor(plan: Plan): string {
  const dependences = dependencesOf(plan)
  dependences.searched ??= digestOf([
    plan.tables
      .filter(leavesOriginals)
      .map(({ table }) => masksUnder(plan, table))
      .sort(),
    [...packsWith(plan, leavesOriginals).keys()].sort(),
  ])
  return dependences.searched
}

function digestOf(value: unknown): string {
  return sha256Of(JSON.stringify(value))
}
