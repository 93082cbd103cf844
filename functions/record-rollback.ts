import { auditRollback, type RollbackPorts } from '../shared/steps/audit-rollback.ts'
import type { RollbackReport } from '../shared/steps/rollback.ts'
import { setting } from './environment.ts'
import type { RecordEvent, RecordResult } from './events.ts'
import { tell } from './failure.ts'

/** The record of a rollback as its workflow saw it. Where its function did not come back, staging was looked at before and after. */
export async function recordRollback(event: RecordEvent, ports: RollbackPorts): Promise<RecordResult> {
  const { run, execution, reason } = event
  const report = event.report ?? unreported(event)
  const input = { id: run.runId, by: execution, reason, toolVersion: setting('TOOL_VERSION'), report }
  const { record, recordPath } = await auditRollback(input, ports)
  return { outcome: record.outcome, record: recordPath, failure: record.failure }
}

function unreported({ run, before, after, failure }: RecordEvent): RollbackReport {
  const message = failure ? tell(failure, null).sentence : 'The rollback ended without saying how.'
  return {
    startedAt: new Date(run.startedAt).toISOString(),
    ...{ staging: before.staging, from: before.serves.runId, publication: null },
    failure: { kind: 'failed', message },
    serves: after?.serves ?? null,
  }
}
