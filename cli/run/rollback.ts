import { openStores } from '../../shared/adapters/stores/open-stores.ts'
import type { Begun } from '../../shared/audit/begun.ts'
import type { AuditRecord } from '../../shared/audit/record.ts'
import type { Config } from '../../shared/config/config.ts'
import { NightmaskError } from '../../shared/errors.ts'
import type { Live, Serving } from '../../shared/ports.ts'
import { makeRollbackRecord } from '../../shared/steps/audit-rollback.ts'
import { describeStaging } from '../../shared/steps/describe-staging.ts'
import { type RollbackReport, rollback } from '../../shared/steps/rollback.ts'
import { explain } from '../failure.ts'
import { withoutInterruption } from '../interruption.ts'
import type { Progress } from '../progress.ts'
import { toolVersion } from '../version.ts'
import { recordAbandoned } from './abandoned.ts'
import { systemClock } from './clock.ts'
import { openLive } from './connections.ts'
import { type Endpoint, endpointOf } from './endpoints.ts'
import { notify } from './notify.ts'
import { newRunId } from './open-run.ts'
import { fileOrKeep } from './run-record.ts'
import { findSigner } from './signer.ts'
import { whoRuns } from './who.ts'

export interface RollbackOptions {
  readonly config: Config
  readonly reason: string | null
  /** An interruption stops it before it changes anything, and not after. */
  readonly signal: AbortSignal
}

export interface RollbackResult {
  readonly report: RollbackReport
  readonly record: AuditRecord
  /** Null when the record could be kept nowhere. */
  readonly recordPath: string | null
  /** Why staging was not rolled back, or why there is no record of it; null when all is well. */
  readonly failure: NightmaskError | null
}

/** Publishes the previous generation again, and records who did it, why, and what staging was read to serve before and after. */
export async function rollbackRun(options: RollbackOptions, progress: Progress): Promise<RollbackResult> {
  let begun = false
  try {
    return await recordedRollback(options, progress, () => {
      begun = true
    })
  } catch (error) {
    throw begun ? error : nothingBegunOf(error)
  }
}

async function recordedRollback(
  options: RollbackOptions,
  progress: Progress,
  begins: () => void,
): Promise<RollbackResult> {
  const { config, reason } = options
  const staging = endpointOf(config, 'staging')
  const stores = await openStores(config.artifacts)
  const startedAt = new Date()
  await stores.records.prepare(startedAt.toISOString())
  // Staging has to come back at night also where the key is not at hand: the record says then why nothing signed it.
  const { signer, why } = await findSigner(config)
  const id = newRunId(startedAt)
  const lock = await stores.lock(id)
  try {
    if (signer) await recordAbandoned({ runId: id, stores, signer, config, progress })
    progress.step('publish', null)
    const report = await withLive(options, async (live, serving) => {
      begins()
      await stores.ledger.begin(begunOf(id, startedAt, reason, staging, serving))
      return rollback({ startedAt: startedAt.toISOString() }, { live, clock: systemClock })
    })
    progress.done()
    const input = { id, by: whoRuns(), reason, toolVersion, report, unsigned: why }
    const record = await makeRollbackRecord(input, { ...stores, clock: systemClock, signer })
    const { recordPath, lost } = await fileOrKeep(record, { ...stores, signer })
    await notify(config.notify, { record, recordPath }, stores.records, progress)
    return { report, record, recordPath, failure: failureOf(report, lost) }
  } finally {
    await lock.release()
  }
}

function withLive<Result>(
  { config, signal }: RollbackOptions,
  work: (live: Live, serving: Serving) => Promise<Result>,
): Promise<Result> {
  return withoutInterruption(signal, async () => {
    const live = openLive(config, { nightly: config, signal })
    try {
      return await work(live, await live.serves())
    } finally {
      live.close()
    }
  })
}

function nothingBegunOf(error: unknown): NightmaskError {
  const failure = explain(error)
  return failure.message.includes('nothing was begun') ? failure : failure.telling('Nothing was begun.')
}

function begunOf(
  runId: string,
  startedAt: Date,
  reason: string | null,
  { address, database }: Endpoint,
  { staging, runId: from }: Serving,
): Begun {
  return {
    ...{ runId, startedAt: startedAt.toISOString(), by: whoRuns(), toolVersion, dataset: null, seed: 0 },
    ...{ staging: { address, database }, reached: 'publish', timings: [], rollback: { reason, from, staging } },
  }
}

function failureOf({ failure, serves }: RollbackReport, lost: string | null): NightmaskError | null {
  if (!failure && lost === null) return null
  const staging = failure && !/\bstaging\b/i.test(failure.message) ? tell(serves) : null
  return new NightmaskError(failure?.kind ?? 'failed', [failure?.message, staging, lost].filter(Boolean).join(' '))
}

function tell(serves: RollbackReport['serves']): string {
  if (!serves) return describeStaging({ unread: 'it did not answer any more.' })
  const { runId, missing } = serves
  return describeStaging({ state: { runId, whole: missing === undefined, missing: missing ?? [], previous: null } })
}
