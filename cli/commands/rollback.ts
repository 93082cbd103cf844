import type { Answer, Session } from '../answer.ts'
import { failureJson } from '../failure.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig } from '../load-config.ts'
import { rollbackRun } from '../run/rollback.ts'
import { rollbackSummary } from '../summary/rollback-summary.ts'

export interface RollbackFlags extends ConfigFlags {
  readonly reason?: string
}

/** Publishes the previous generation again, and records it. */
export async function rollback(flags: RollbackFlags, { progress, signal }: Session): Promise<Answer> {
  const config = await loadConfig(flags, ['staging'])
  const { record, recordPath, report, failure } = await rollbackRun(
    { config, reason: flags.reason ?? null, signal },
    progress,
  )
  return {
    json: { ...report.publication, recordPath, record, ...(failure ? failureJson(failure) : {}) },
    lines: (look) => rollbackSummary(record, recordPath, look),
    failure,
  }
}
