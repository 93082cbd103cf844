import type { StepName } from '../shared/pipeline.ts'
import type { Ports } from '../shared/ports.ts'
import type { AuditInput } from '../shared/steps/audit-record.ts'
import type { Deployed } from './deployed.ts'
import { mapsBeside, reachedStep, stepOf, timingsOf } from './entered-steps.ts'
import { setting } from './environment.ts'
import type { AuditEvent, AuditResult } from './events.ts'
import { isOfMap, type Told, tell } from './failure.ts'
import { mapFailures } from './map-failures.ts'
import type { Measures } from './metrics.ts'
import { failureOfTask } from './task-failure.ts'

/** What the audit step is told: what the workflow saw, in the words of the record. */
export async function auditInput(
  { run, failure, entered, execution, serves }: AuditEvent,
  { config }: Deployed,
  { receipts, notes, clock }: Pick<Ports, 'receipts' | 'notes' | 'clock'>,
): Promise<AuditInput & { readonly kind: string | null }> {
  const note = run.engine === 'task' ? await notes.read(run.runId, 'task') : null
  const own = failure && run.engine === 'task' ? failureOfTask(failure, note) : failure
  const ofMap = own && isOfMap(own) ? await lastMapFailure(run.runId, entered.at(-1)?.state ?? '') : null
  const told = own && tell(own, ofMap)
  return {
    runId: run.runId,
    outcome: outcomeOf(told),
    reached: note?.reached ?? ofMap?.step ?? reachedStep(entered),
    failure: told?.sentence ?? null,
    startedAt: new Date(run.startedAt).toISOString(),
    dataset: run.dataset?.name ?? null,
    seed: config.seed.value,
    timings: note?.timings ?? timingsOf(entered, await moved(run.runId, receipts), clock.now()),
    toolVersion: setting('TOOL_VERSION'),
    by: execution,
    serves,
    keyVersion: run.keyVersions.pseudonyms,
    engine: run.engine,
    kind: told?.kind ?? null,
  }
}

/** A dataset is no night: the alarm that no night has published must not be quieted by it. */
export function countRun({ outcome }: AuditResult, { run }: AuditEvent): Measures {
  if (outcome === 'published') return run.dataset ? { DatasetsPublished: 1 } : { RunsPublished: 1 }
  return outcome === 'refused' ? { RunsRefused: 1 } : { RunsFailed: 1 }
}

function outcomeOf(told: Told | null): AuditInput['outcome'] {
  if (!told) return 'published'
  if (told.kind === 'Refused') return 'refused'
  return told.kind === 'Interrupted' || told.kind === 'ABORTED' ? 'interrupted' : 'failed'
}

// A map itself only says that some of its batches failed; the last one that was written says why. Other maps may have failed before a
// redrive: only those are asked that were at work when the run ended.
async function lastMapFailure(
  runId: string,
  state: string,
): Promise<(NonNullable<AuditEvent['failure']> & { readonly step: StepName | null }) | null> {
  const failures = await Promise.all(
    mapsBeside(state).map(async (map) =>
      (await mapFailures(runId, map)).map((each) => ({ ...each, step: stepOf(map) })),
    ),
  )
  // What a failure of the other map has ended failed of nothing itself.
  const own = failures.flat().filter(({ Status }) => Status !== 'ABORTED')
  const last = own.reduce<(typeof own)[number] | null>(
    (latest, each) => (latest && (latest.StopDate ?? '') > (each.StopDate ?? '') ? latest : each),
    null,
  )
  return last && { error: last.Error ?? last.Status ?? 'Failed', cause: last.Cause ?? '', step: last.step }
}

async function moved(runId: string, receipts: Ports['receipts']) {
  const [snapshots, restores] = await Promise.all([receipts.snapshots(runId), receipts.restores(runId)])
  const sum = (list: readonly { rows: number; bytes: number }[]) =>
    list.reduce((total, { rows, bytes }) => ({ rows: total.rows + rows, bytes: total.bytes + bytes }), {
      rows: 0,
      bytes: 0,
    })
  return {
    snapshot: sum(snapshots.chunks.map(({ rowsRead: rows, bytes }) => ({ rows, bytes }))),
    restore: sum(restores.map(({ rowsLoaded: rows, bytes }) => ({ rows, bytes }))),
  }
}
