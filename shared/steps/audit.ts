import type { AuditRecord } from '../audit/record.ts'
import { type AuditInput, type AuditPorts, composeRecord } from './audit-record.ts'
import { type Audited, fileRecord, signed } from './file-record.ts'

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
