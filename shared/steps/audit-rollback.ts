import type { AuditRecord } from '../audit/record.ts'
import type { Ports } from '../ports.ts'
import { type Audited, assertShape, fileRecord, signed, unsignedCheck } from './file-record.ts'
import type { RollbackReport } from './rollback.ts'

/** Who rolled back and why, under which name it is recorded, and what became of it. */
export interface RollbackInput {
  readonly id: string
  readonly by: string
  readonly reason: string | null
  readonly toolVersion: string
  readonly report: RollbackReport
  /** It ended without writing this record itself. */
  readonly abandoned?: boolean
  /** Why nothing can sign; of no use where something can. */
  readonly unsigned?: string
}

/** Without a signer the record says that nothing signed it. */
export type RollbackPorts = Pick<Ports, 'clock' | 'records'> & { readonly signer: Ports['signer'] | null }

/** Writes the record of a rollback, done or failed: signed and chained as those of runs are. */
export async function auditRollback(input: RollbackInput, ports: RollbackPorts): Promise<Audited> {
  return fileRecord(await makeRollbackRecord(input, ports), ports)
}

export async function makeRollbackRecord(input: RollbackInput, ports: RollbackPorts): Promise<AuditRecord> {
  const { id, by, reason, toolVersion, report } = input
  const { from, publication, failure, serves, staging, startedAt } = report
  const record: AuditRecord = {
    $schema: 'https://nightmask.invalid/audit/v1.json',
    version: 1,
    ...{ kind: 'rollback', runId: id, toolVersion, by },
    ...{
      outcome: input.abandoned ? 'abandoned' : outcomeOf(report),
      reached: 'publish',
      failure: failure?.message ?? null,
    },
    ...{ startedAt, endedAt: ports.clock.now().toISOString() },
    ...{ dataset: null, seed: 0, source: null, staging, snapshot: null, policyDigest: null, schemaDigest: null },
    key: null,
    ...{ load: null, tables: [], keepTables: [] },
    checks: ports.signer ? [] : [unsignedCheck(input.unsigned ?? 'There was no key to sign with.')],
    ...{ edgeCases: [], risk: [] },
    change: { from, to: publication?.runId ?? null, reason },
    serves,
    publication: publication && {
      tables: publication.tables,
      previousSchema: publication.previousSchema,
      attempts: publication.attempts,
    },
    timings: [],
    previousRecord: await ports.records.head(),
    signature: null,
  }
  return signed(assertShape(record), ports.signer)
}

function outcomeOf({ failure }: RollbackReport): AuditRecord['outcome'] {
  if (!failure) return 'rolled-back'
  return failure.kind === 'interrupted' ? 'interrupted' : 'failed'
}
