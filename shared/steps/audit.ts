import { page } from '../audit/page.ts'
import { type AuditRecord, auditRecordShape } from '../audit/record.ts'
import { signaturePurpose, signRecord } from '../audit/signature.ts'
import { RunFailedError } from '../errors.ts'
import { type AuditInput, type AuditPorts, composeRecord } from './audit-record.ts'

/**
 * Writes the one record of a run, whichever step it reached: from the plan, the receipts and the notes of its steps, chained to
 * the record before it and signed. Nothing that it reads holds a value of the source.
 */
export async function audit(
  input: AuditInput,
  ports: AuditPorts,
): Promise<{ recordPath: string; record: AuditRecord }> {
  const unsigned = await composeRecord(input, ports)
  const record = ports.key ? signRecord(unsigned, ports.key.subkey(signaturePurpose, '')) : unsigned
  assertShape(record)
  return { recordPath: await ports.records.write(record, page(record)), record }
}

// A record that its own schema refuses would prove nothing: better no record, and a run that says so.
function assertShape(record: AuditRecord): void {
  const { error } = auditRecordShape.safeParse(record)
  if (!error) return
  const places = [...new Set(error.issues.map(({ path }) => path.join('.') || 'the record'))]
  throw new RunFailedError(`The audit record of run ${record.runId} has not its own shape at ${places.join(', ')}.`)
}
