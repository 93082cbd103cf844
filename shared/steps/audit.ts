import { page } from '../audit/page.ts'
import { type AuditRecord, auditRecordShape } from '../audit/record.ts'
import { signaturePurpose, signRecord } from '../audit/signature.ts'
import { RunFailedError } from '../errors.ts'
import type { PseudonymKey } from '../masking/subkeys.ts'
import type { Ports } from '../ports.ts'
import { type AuditInput, type AuditPorts, composeRecord } from './audit-record.ts'

export interface Audited {
  readonly recordPath: string
  readonly record: AuditRecord
}

/**
 * Writes the one record of a run, whichever step it reached: from the plan, the receipts and the notes of its steps, chained to
 * the record before it and signed. Nothing that it reads holds a value of the source.
 */
export async function audit(input: AuditInput, ports: AuditPorts): Promise<Audited> {
  return fileRecord(await makeRecord(input, ports), ports)
}

/** The record of a run, signed, before it is written anywhere. */
export async function makeRecord(input: AuditInput, ports: AuditPorts): Promise<AuditRecord> {
  return signed(await composeRecord(input, ports), ports.key)
}

/** Signs a record as it stands; without a key it stays unsigned. Throws RunFailedError when it has not its own shape. */
export function signed(unsigned: AuditRecord, key: PseudonymKey | null): AuditRecord {
  const record = key ? signRecord(unsigned, key.subkey(signaturePurpose, '')) : unsigned
  assertShape(record)
  return record
}

/** Writes a record that is made, with its page. */
export async function fileRecord(record: AuditRecord, { records }: Pick<Ports, 'records'>): Promise<Audited> {
  return { recordPath: await records.write(record, page(record)), record }
}

// A record that its own schema refuses would prove nothing: better no record, and a run that says so.
function assertShape(record: AuditRecord): void {
  const { error } = auditRecordShape.safeParse(record)
  if (!error) return
  const places = [...new Set(error.issues.map(({ path }) => path.join('.') || 'the record'))]
  throw new RunFailedError(`The audit record of ${record.runId} has not its own shape at ${places.join(', ')}.`)
}
