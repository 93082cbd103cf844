import type { OpenedStores } from '../../shared/adapters/stores/open-stores.ts'
import type { Begun } from '../../shared/audit/begun.ts'
import type { Signer } from '../../shared/audit/proof/signature.ts'
import type { Config } from '../../shared/config/config.ts'
import { NightmaskError } from '../../shared/errors.ts'
import { audit } from '../../shared/steps/audit.ts'
import { auditRollback } from '../../shared/steps/audit-rollback.ts'
import { type Audited, fileRecord } from '../../shared/steps/file-record.ts'
import type { Progress } from '../progress.ts'
import { systemClock } from './clock.ts'
import { readServes, stagingOf } from './read-serving.ts'

/** What is needed to write the records of others, by the holder of the lock: then nobody else is at work on these artifacts. */
export interface Recorder {
  readonly runId: string
  readonly stores: OpenedStores
  /** Null where nothing can sign: then records say so. */
  readonly signer: Signer | null
  readonly config: Config
  readonly progress: Progress
}

/** Writes the records of runs and rollbacks that ended without one. One that cannot be written is told, and stops nobody. */
export async function recordAbandoned(recorder: Recorder): Promise<void> {
  const { stores, signer, progress } = recorder
  for (const record of await stores.ledger.keptAside()) {
    const filed = await attempt(record.runId, progress, () => fileRecord(record, { ...stores, signer }))
    if (filed) await stores.ledger.dropAside(record.runId)
  }
  for (const begun of await stores.ledger.unrecorded()) {
    const filed = await attempt(begun.runId, progress, () => (begun.rollback ? ofRollback : ofRun)(begun, recorder))
    if (filed) await stores.ledger.end(begun.runId)
  }
}

async function attempt(runId: string, progress: Progress, write: () => Promise<Audited>): Promise<Audited | null> {
  try {
    const audited = await write()
    progress.note(`${runId} had ended without its audit record; it is written now: ${audited.record.outcome}.`)
    return audited
  } catch (error) {
    if (!(error instanceof NightmaskError)) throw error
    progress.note(`${runId} had ended without its audit record, and none can be written: ${error.message}`)
    return null
  }
}

async function ofRun(begun: Begun, { runId, stores, signer, config }: Recorder): Promise<Audited> {
  const { reached, dataset, seed, timings, toolVersion, startedAt, by } = begun
  return audit(
    {
      ...{
        runId: begun.runId,
        engine: 'process',
        outcome: 'abandoned',
        reached,
        startedAt,
        dataset,
        seed,
        timings,
        toolVersion,
        by,
      },
      failure: `It ended in ${reached} without writing its record: its process was killed, or its machine went down. ${runId} found that and wrote this record.`,
      serves: await servesOf(begun, config),
    },
    { ...stores, clock: systemClock, signer },
  )
}

async function ofRollback(begun: Begun, { runId, stores, signer, config }: Recorder): Promise<Audited> {
  const { startedAt, by, toolVersion, rollback } = begun
  const { from, reason, staging } = rollback!
  const message = `The rollback ended without writing its record: its process was killed, or its machine went down. ${runId} found that and wrote this record.`
  const failure = { kind: 'failed', message } as const
  return auditRollback(
    {
      ...{ id: begun.runId, by, reason, toolVersion, abandoned: true },
      report: { startedAt, staging, from, publication: null, failure, serves: await servesOf(begun, config) },
    },
    { ...stores, clock: systemClock, signer },
  )
}

async function servesOf({ staging }: Begun, config: Config) {
  const endpoint = stagingOf(config, staging)
  return endpoint && readServes(endpoint)
}
