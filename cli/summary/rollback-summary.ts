import type { AuditRecord } from '../../shared/audit/record.ts'
import { describeServing } from '../../shared/audit/serving.ts'
import { wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import { plural } from '../display/quantity.ts'
import { entry } from './sections.ts'

/** A rollback as a person reads it: from which run to which, who, why, and what staging was read to serve after it. */
export function rollbackSummary(record: AuditRecord, recordPath: string | null, look: Look): string[] {
  const { outcome, change, publication, staging, by } = record
  const head =
    outcome === 'rolled-back'
      ? `${look.paint('green', 'Rolled back.')} ${staging?.database ?? 'Staging'} went from ${nameOf(change?.from)} to ${nameOf(change?.to)}, ${plural(publication?.tables ?? 0, 'table')}.`
      : `${look.paint('red', outcome === 'abandoned' ? 'Abandoned.' : 'Not rolled back.')} ${record.failure ?? ''}`
  const kept = publication?.previousSchema
  return [
    '',
    ...wrap(`${head} ${describeServing(record)}`, look.width),
    '',
    ...entry('By', by ?? 'not known', look),
    ...entry('Reason', change?.reason ?? 'none was given; --reason "…" puts one into the record', look),
    ...(recordPath === null ? [] : entry('Record', recordPath, look)),
    ...(outcome === 'rolled-back' ? entry('Next', 'nightmask audit show says what staging serves now', look) : []),
    ...(kept ? entry('Undo', `nightmask rollback: the generation that it replaced is kept in ${kept}.`, look) : []),
    '',
  ]
}

function nameOf(runId: string | null | undefined): string {
  return runId ? `run ${runId}` : 'no run'
}
