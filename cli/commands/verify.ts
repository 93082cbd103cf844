import { RefusedError } from '../../shared/errors.ts'
import type { Answer, Session } from '../answer.ts'
import { failureJson } from '../failure.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig } from '../load-config.ts'
import { verifyRun } from '../run/verify-run.ts'
import { checkLines, countVerdicts } from '../summary/checks.ts'

export interface VerifyFlags extends ConfigFlags {
  readonly run?: string
}

/** Reads staging again and checks it against a run's originals and receipts. */
export async function verify(flags: VerifyFlags, { progress }: Session): Promise<Answer> {
  const result = await verifyRun({ config: await loadConfig(flags), runId: flags.run ?? null }, progress)
  const failure = result.verdict === 'passed' ? null : refusal(result.runId)
  return {
    json: { ...result, ...(failure ? failureJson(failure) : {}) },
    lines: (look) => [
      `${look.paint('bold', `Run ${result.runId}`)}  ${countVerdicts(result.checks)}`,
      '',
      ...checkLines(result.checks, look),
    ],
    failure,
  }
}

function refusal(runId: string): RefusedError {
  return new RefusedError(`Staging is not what run ${runId} published: see the failed checks.`)
}
