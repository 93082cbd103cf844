import type { Begun } from '../../shared/audit/begun.ts'
import type { Signer } from '../../shared/audit/proof/signature.ts'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { describeServing } from '../../shared/audit/serving.ts'
import { NightmaskError } from '../../shared/errors.ts'
import { makeRecord } from '../../shared/steps/audit.ts'
import { damageIn } from '../../shared/steps/damaged-artifacts.ts'
import { fileRecord } from '../../shared/steps/file-record.ts'
import { explain } from '../failure.ts'
import type { RunResult } from '../progress.ts'
import { toolVersion } from '../version.ts'
import { systemClock } from './clock.ts'
import { endpointOf } from './endpoints.ts'
import type { Run } from './open-run.ts'
import { readServes } from './read-serving.ts'
import { whoRuns } from './who.ts'

/** What a later run writes this one's record from, should it die. */
export function begunOf({ runId, startedAt, options, reached, timings }: Run): Begun {
  const { address, database } = endpointOf(options.config, 'staging')
  return {
    ...{ runId, startedAt: startedAt.toISOString(), by: whoRuns(), toolVersion, reached, timings },
    dataset: options.dataset,
    seed: options.seed ?? options.config.seed.value,
    staging: { address, database },
  }
}

/** Reads what staging serves now, and writes the record. One that finds no room is kept aside, and the run says so. */
export async function recordRun(run: Run, failure: NightmaskError | null): Promise<RunResult> {
  run.progress.step('audit', null)
  const { staging: _, ...begun } = begunOf(run)
  const record = await makeRecord(
    {
      ...begun,
      engine: 'process',
      keyId: run.key.id,
      outcome: outcomeOf(failure),
      failure: failure?.message ?? null,
      serves: await readServes(endpointOf(run.options.config, 'staging')),
    },
    { ...run.stores, clock: systemClock, signer: run.signer },
  )
  const { recordPath, lost } = await fileOrKeep(record, { ...run.stores, signer: run.signer })
  run.progress.done()
  const damage = damageIn(record)
  const lacking =
    damage && `The record of ${run.runId} lacks its tables and columns. ${damage} ${describeServing(record)}`
  const sentences = [lost, lacking].filter((sentence) => sentence !== null).join(' ')
  return { runId: run.runId, outcome: record.outcome, recordPath, record, failure: joined(failure, sentences) }
}

/** Writes a record, or keeps it aside and says in a sentence why and where. */
export async function fileOrKeep(
  record: AuditRecord,
  { records, ledger, signer }: Pick<Run['stores'], 'records' | 'ledger'> & { readonly signer: Signer | null },
): Promise<{ readonly recordPath: string | null; readonly lost: string | null }> {
  // What cannot be forgotten is found to have its record by the next run.
  const end = () => ledger.end(record.runId).catch(() => undefined)
  try {
    const { recordPath } = await fileRecord(record, { records, signer })
    await end()
    return { recordPath, lost: null }
  } catch (error) {
    const recordPath = await ledger.keepAside(record).catch(() => null)
    if (recordPath) await end()
    const kept = recordPath
      ? `It is kept in ${recordPath}, and the next run writes it.`
      : 'It could not be kept among the artifacts either: --json prints it.'
    const lost = `The audit record of ${record.runId} could not be written: ${explain(error).message}. ${kept} ${describeServing(record)}`
    return { recordPath, lost }
  }
}

function joined(failure: NightmaskError | null, lost: string): NightmaskError | null {
  if (lost === '') return failure
  return new NightmaskError(failure?.kind ?? 'failed', failure ? `${failure.message} ${lost}` : lost)
}

function outcomeOf(failure: NightmaskError | null): RunResult['outcome'] {
  if (!failure) return 'published'
  if (failure.kind === 'refused' || failure.kind === 'interrupted') return failure.kind
  return 'failed'
}
