import type { Answer, Session } from '../answer.ts'
import { useTransformers } from '../custom-transformers.ts'
import { askDataset, type DatasetFlags } from '../dataset-flags.ts'
import { failureJson } from '../failure.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig, readPolicy } from '../load-config.ts'
import { type ServedLogin, servedLogins } from '../logins.ts'
import type { RunOptions, RunResult } from '../progress.ts'
import { runPipeline } from '../run/run.ts'
import { runSummary } from '../summary/run-summary.ts'

export interface RunFlags extends ConfigFlags, DatasetFlags {
  readonly seed?: number
  readonly resume?: string
  readonly workers?: number
  readonly chunkRows?: number
}

/** A full run, from plan to audit. */
export async function run(flags: RunFlags, session: Session): Promise<Answer> {
  const options = await runOptions(flags, session)
  const result = await runPipeline(options, session.progress)
  const database = result.outcome === 'published' ? result.record.staging?.database : undefined
  return answerOf(result, flags, database ? await servedLogins(options.config, options.policyText, database) : [])
}

/** What the flags and the files they name ask of the runner. */
export async function runOptions(flags: RunFlags, { signal }: Pick<Session, 'signal'>): Promise<RunOptions> {
  const { config, dataset } = askDataset(await loadConfig(flags), flags)
  await useTransformers(config, flags)
  return {
    config,
    policyText: await readPolicy(config.policy),
    policyFile: config.policy,
    seed: flags.seed ?? null,
    dataset,
    resume: flags.resume ?? null,
    workers: flags.workers ?? null,
    chunkRows: flags.chunkRows ?? null,
    signal,
  }
}

/** The outcome of a run, with its record. */
export function answerOf(result: RunResult, flags: ConfigFlags, logins: readonly ServedLogin[] = []): Answer {
  const { runId, outcome, recordPath, record, failure } = result
  return {
    json: { runId, outcome, recordPath, record, logins, ...(failure ? failureJson(failure) : {}) },
    lines: (look) => runSummary({ ...result, logins }, look, flags),
    failure,
  }
}
