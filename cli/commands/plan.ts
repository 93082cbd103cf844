import type { Answer, Session } from '../answer.ts'
import { planRun } from '../run/plan-run.ts'
import { planSummary } from '../summary/plan-summary.ts'
import { type RunFlags, runOptions } from './run.ts'

/** What a run would do. Writes nothing anywhere. */
export async function plan(flags: RunFlags, session: Session): Promise<Answer> {
  const summary = await planRun(await runOptions(flags, session), session.progress)
  return { json: summary, lines: (look) => planSummary(summary, look), failure: null }
}
