import { RefusedError } from '../../shared/errors.ts'
import type { Answer, Session } from '../answer.ts'
import { useTransformers } from '../custom-transformers.ts'
import { wrap } from '../display/columns.ts'
import { failureJson } from '../failure.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig } from '../load-config.ts'
import { verifyRun } from '../run/verify-run.ts'
import { auditOpen } from '../summary/audit-open.ts'
import { checkLines, countVerdicts } from '../summary/checks.ts'
import { entry, section } from '../summary/sections.ts'

export interface VerifyFlags extends ConfigFlags {
  readonly run?: string
}

/** Reads staging again and checks it against a run's originals and receipts. */
export async function verify(flags: VerifyFlags, { progress }: Session): Promise<Answer> {
  const config = await loadConfig(flags, ['staging'])
  await useTransformers(config, flags)
  const result = await verifyRun({ config, runId: flags.run ?? null }, progress)
  const failure = result.verdict === 'passed' ? null : refusal(result.runId)
  return {
    json: { ...result, ...(failure ? failureJson(failure) : {}) },
    lines: (look) => [
      '',
      failure
        ? `${look.paint('red', 'Refused.')} Staging is not what run ${result.runId} published.`
        : `${look.paint('green', 'Verified.')} Staging is what run ${result.runId} published.`,
      ...result.serving.flatMap((text) => wrap(text, look.width)),
      ...section('Checks', countVerdicts(result.checks), checkLines(result.checks, look), look),
      '',
      ...entry(
        'Next',
        failure
          ? 'nightmask run publishes a new copy, nightmask rollback the one before'
          : `${auditOpen(flags)} shows the record as a page`,
        look,
      ),
      '',
    ],
    failure,
  }
}

function refusal(runId: string): RefusedError {
  return new RefusedError(`Staging is not what run ${runId} published: see the failed checks.`)
}
