import type { AuditRecord } from './record.ts'
import { isNight } from './serving.ts'

/** What ended after a night, one clause each, oldest first: who asks about the night has to know of it. */
export function afterNight(night: AuditRecord, recent: readonly AuditRecord[]): string[] {
  return recent
    .filter((record) => record.endedAt > night.endedAt && record.runId !== night.runId)
    .toSorted((a, b) => (a.endedAt < b.endedAt ? -1 : 1))
    .map(describe)
}

function describe(record: AuditRecord): string {
  const { kind, runId, outcome, dataset, change, by } = record
  if (kind === 'rollback')
    return outcome === 'rolled-back'
      ? `rolled back to run ${change?.to} by ${by ?? 'somebody'} (${runId})`
      : `a rollback that ${outcome === 'abandoned' ? 'was abandoned' : outcome} (${runId})`
  return `${isNight(record) ? 'run' : `dataset ${dataset},`} ${runId} ${outcome}`
}
