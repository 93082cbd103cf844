import type { AuditRecord, Check } from '../audit/record.ts'
import { NightmaskError } from '../errors.ts'
import { SnapshotReceipts } from '../masking/rows/snapshot-receipts.ts'
import type { AuditPorts } from './audit-record.ts'

const checkName = 'artifacts'

/** The ports of a record over artifacts that may be damaged: what cannot be read counts as not there, and is told in `damage`. */
export function tolerant(ports: AuditPorts, damage: string[]): AuditPorts {
  const or = async <Value>(read: () => Promise<Value>, instead: Value): Promise<Value> => {
    try {
      return await read()
    } catch (error) {
      damage.push(describeDamage(error))
      return instead
    }
  }
  const { plans, receipts, catalogue, notes } = ports
  return {
    ...ports,
    plans: { ...plans, find: (runId) => or(() => plans.find(runId), null) },
    receipts: {
      ...receipts,
      snapshots: (runId) => or(() => receipts.snapshots(runId), new SnapshotReceipts()),
      restores: (runId) => or(() => receipts.restores(runId), []),
    },
    catalogue: { ...catalogue, read: (runId) => or(() => catalogue.read(runId), []) },
    notes: { ...notes, read: (runId, name) => or(() => notes.read(runId, name), null) },
  }
}

/** A foreign error's message may quote what was read. */
export function describeDamage(error: unknown): string {
  return error instanceof NightmaskError ? error.message : 'An artifact can be read, and is not what a run leaves.'
}

/** The check that stands in a record which could not be made from whole artifacts. */
export function damageCheck(damage: readonly string[]): Check {
  return {
    name: checkName,
    verdict: 'failed',
    covered: 'what the run left for this record',
    findings: [...new Set(damage)],
    note: 'Tables, columns and the figures on what remains are not in this record.',
  }
}

/** What is damaged by a record's own word, null when nothing is. */
export function damageIn({ checks }: AuditRecord): string | null {
  return checks.find(({ name }) => name === checkName)?.findings.join(' ') ?? null
}
