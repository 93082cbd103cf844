import { page } from '../audit/page.ts'
import { type AuditRecord, auditRecordShape, type Check } from '../audit/record.ts'
import { signaturePurpose, signRecord } from '../audit/signature.ts'
import { RunFailedError } from '../errors.ts'
import type { PseudonymKey } from '../masking/subkeys.ts'
import type { Ports } from '../ports.ts'

export interface Audited {
  readonly recordPath: string
  readonly record: AuditRecord
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

/** Stands in a record that nothing could sign. */
export function unsignedCheck(why: string): Check {
  return { name: 'signature', verdict: 'skipped', covered: 'this record', findings: [], note: why }
}

// A record that its own schema refuses would prove nothing: better no record, and a run that says so.
function assertShape(record: AuditRecord): void {
  const { error } = auditRecordShape.safeParse(record)
  if (!error) return
  const places = [...new Set(error.issues.map(({ path }) => path.join('.') || 'the record'))]
  throw new RunFailedError(`The audit record of ${record.runId} has not its own shape at ${places.join(', ')}.`)
}
