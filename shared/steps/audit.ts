import type { AuditRecord } from '../audit/record.ts'
import { type AuditInput, type AuditPorts, composeRecord } from './audit-record.ts'
import { damageCheck, describeDamage, tolerant } from './damaged-artifacts.ts'
import { type Audited, assertShape, fileRecord, signed } from './file-record.ts'

/**
 * Writes the one record of a run, whichever step it reached: from the plan, the receipts and the notes of its steps, chained to
 * the record before it and signed. Nothing that it reads holds a value of the source.
 */
export async function audit(input: AuditInput, ports: AuditPorts): Promise<Audited> {
  return fileRecord(await makeRecord(input, ports), ports)
}

/** The record of a run, signed, before it is written anywhere. */
export async function makeRecord(input: AuditInput, ports: AuditPorts): Promise<AuditRecord> {
  return signed(await composeFromWhatIsWhole(input, ports), ports.signer)
}

/**
 * Damaged artifacts leave less in a record and a failed check, never no record: the first try takes all of them, the next the plan
 * alone, the last none.
 */
async function composeFromWhatIsWhole(input: AuditInput, ports: AuditPorts): Promise<AuditRecord> {
  const damage: string[] = []
  for (const from of ['all', 'plan'] as const)
    try {
      const known = damage.length
      const record = assertShape(await composeRecord(input, tolerant(ports, damage), from))
      if (from === 'all' && damage.length > known) continue
      return from === 'all' ? record : assertShape(withDamage(record, damage))
    } catch (error) {
      damage.push(describeDamage(error))
    }
  return assertShape(withDamage(await composeRecord(input, tolerant(ports, damage), 'nothing'), damage))
}

function withDamage(record: AuditRecord, damage: readonly string[]): AuditRecord {
  return { ...record, checks: [...record.checks, damageCheck(damage)] }
}
