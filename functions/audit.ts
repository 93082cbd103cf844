import { audit } from '../shared/steps/audit.ts'
import { auditInput, countRun } from './audit-input.ts'
import { awsPorts } from './aws-ports.ts'
import type { AuditEvent, AuditResult } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Writes the audit record of a run, whatever became of it. */
export const handler = lambdaFor(
  'audit',
  awsPorts('clock', 'plans', 'receipts', 'catalogue', 'notes', 'records', 'signer', 'deployed'),
  async (event: AuditEvent, { deployed, ...ports }): Promise<AuditResult> => {
    const { kind, ...input } = await auditInput(event, deployed, ports)
    const { record, recordPath } = await audit(input, ports)
    return { outcome: record.outcome, record: recordPath, kind, failure: record.failure }
  },
  countRun,
)
