import type { AuditRecord } from '../audit/record.ts'
import type { Ports } from '../ports.ts'
import { audit } from './audit.ts'
import type { AuditInput, AuditPorts } from './audit-record.ts'
import { tolerant } from './damaged-artifacts.ts'
import type { Audited } from './file-record.ts'

/** A run that ended without giving its lock back, and what staging serves now. */
export interface AbandonedInput extends Pick<AuditInput, 'runId' | 'by' | 'startedAt' | 'dataset' | 'toolVersion'> {
  /** The run that found it. */
  readonly foundBy: string
  readonly serves: AuditRecord['serves']
  /** Of the edge cases, where the run has left no plan. */
  readonly seed: number
}

/**
 * Writes the record of a run that another one found: how far it came is read from its artifacts. Null where it has its record, and
 * staging serves nothing that the record does not tell of.
 */
export async function auditAbandoned(input: AbandonedInput, ports: AuditPorts): Promise<Audited | null> {
  const { runId, foundBy, serves = null } = input
  const known = (await ports.records.list()).some((record) => record.runId === runId)
  const told = known ? (await ports.records.read(runId)).outcome : null
  if (told !== null && (told === 'published' || told === 'abandoned' || serves?.runId !== runId)) return null
  // What is damaged stops nobody else's night.
  const readable = tolerant(ports, [])
  const note = await readable.notes.read(runId, 'task')
  const reached = note?.reached ?? (await reachedByArtifacts(runId, readable))
  const plan = await readable.plans.find(runId)
  return audit(
    {
      ...{ ...input, outcome: 'abandoned', reached, serves, timings: note?.timings ?? [], keyVersion: null },
      ...(note ? { engine: 'task' } : {}),
      seed: plan?.seed.value ?? input.seed,
      failure: `It ended in ${reached} without giving back the lock of the artifacts: it was stopped, or ran out of time. ${foundBy} found that and wrote this record.`,
    },
    ports,
  )
}

async function reachedByArtifacts(
  runId: string,
  { plans, receipts, notes }: Pick<Ports, 'plans' | 'receipts' | 'notes'>,
): Promise<string> {
  if (await notes.read(runId, 'publication')) return 'publish'
  if (await notes.read(runId, 'checks')) return 'verify'
  if (await notes.read(runId, 'seeded')) return 'seed'
  if ((await receipts.restores(runId)).length > 0) return 'restore'
  if ((await receipts.snapshots(runId)).chunks.length > 0) return 'snapshot'
  return (await plans.find(runId)) ? 'survey' : 'plan'
}
