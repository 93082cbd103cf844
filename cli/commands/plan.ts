import { openStores } from '../../shared/adapters/stores/open-stores.ts'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { isNight } from '../../shared/audit/serving.ts'
import { UsageError } from '../../shared/errors.ts'
import type { Answer, Session } from '../answer.ts'
import { planOnAws, unfit } from '../aws/plan-aws.ts'
import { planRun } from '../run/plan-run.ts'
import { planSummary } from '../summary/plan-summary.ts'
import { type RunFlags, runOptions } from './run.ts'

/** What a run would do. Writes nothing anywhere. */
export async function plan(
  flags: RunFlags & { server?: string; format?: string; aws?: true },
  session: Session,
): Promise<Answer> {
  if (flags.server || flags.format) throw new UsageError('--server and --format need --schema.')
  const options = await runOptions(flags, session)
  const planned = await planRun(options, session.progress)
  if (!flags.aws) return { json: planned, lines: (look) => planSummary(planned, look), failure: null }
  const summary = {
    ...planned,
    aws: planOnAws(planned.plan, options.config, await lastByChanges(options.config.artifacts)),
  }
  // The plan is told all the same: it says what takes so long.
  return { json: summary, lines: (look) => planSummary(summary, look), failure: unfit(summary.aws) }
}

async function lastByChanges(artifacts: string): Promise<AuditRecord | null> {
  const { records } = await openStores(artifacts)
  const isIt = (record: AuditRecord) =>
    isNight(record) && record.outcome === 'published' && record.refresh?.kind === 'changes'
  return (await records.recent(isIt)).find(isIt) ?? null
}
