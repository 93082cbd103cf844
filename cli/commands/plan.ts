import { UsageError } from '../../shared/errors.ts'
import type { Answer, Session } from '../answer.ts'
import { planRun } from '../run/plan-run.ts'
import { planSummary } from '../summary/plan-summary.ts'
import { type RunFlags, runOptions } from './run.ts'

/** What a run would do. Writes nothing anywhere. */
export async function plan(flags: RunFlags & { server?: string; format?: string }, session: Session): Promise<Answer> {
  if (flags.server || flags.format) throw new UsageError('--server and --format need --schema.')
  const summary = await planRun(await runOptions(flags, session), session.progress)
  return { json: summary, lines: (look) => planSummary(summary, look), failure: null }
}
