import { pipeline, type StepName } from '../../shared/pipeline.ts'
import { explain } from '../failure.ts'
import { unlessInterrupted } from '../interruption.ts'
import type { Progress, RunOptions, RunResult } from '../progress.ts'
import { recordAbandoned } from './abandoned.ts'
import { cleanUp } from './clean-up.ts'
import { systemClock } from './clock.ts'
import { notify } from './notify.ts'
import { closeRun, openRun, type Run } from './open-run.ts'
import { begunOf, recordRun } from './run-record.ts'
import { stages } from './stages/index.ts'
import { tellStaging } from './tell-staging.ts'

/** Steps that a resumed run has behind it. */
const done: ReadonlySet<StepName> = new Set(['survey', 'snapshot'])

/** Walks the pipeline on this machine. Whatever happens, the last thing it does is the audit record. */
export async function runPipeline(options: RunOptions, progress: Progress): Promise<RunResult> {
  const run = await openRun(options, progress)
  try {
    await recordAbandoned({ ...run, config: run.nightly })
    await run.stores.ledger.begin(begunOf(run))
    const noted = () => run.stores.ledger.note(begunOf(run))
    const failure = await unlessInterrupted(options.signal, walk(run, noted)).then(() => null, explain)
    if (failure) progress.failed()
    await cleanUp(run, failure)
    if (failure && run.claimed) await tellStaging(failure, run.options.config, run)
    const result = await recordRun(run, failure)
    await notify(run.nightly.notify, result, run.stores.records, progress)
    return result
  } finally {
    await closeRun(run)
  }
}

/** Every step but the record, in order; `note` is told each that begins. */
export async function walk(run: Run, note: () => Promise<void>): Promise<void> {
  for (const { step } of pipeline) {
    if (step === 'audit' || (run.options.resume && done.has(step))) continue
    run.options.signal.throwIfAborted()
    run.reached = step
    await note()
    await timed(run, step)
  }
}

async function timed(run: Run, step: Exclude<StepName, 'audit'>): Promise<void> {
  const started = systemClock.now()
  const { rows, bytes } = await stages[step](run)
  const milliseconds = systemClock.now().getTime() - started.getTime()
  run.progress.done()
  run.timings.push({ step, startedAt: started.toISOString(), milliseconds, rows, bytes })
}
