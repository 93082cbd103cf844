import { UsageError } from '../errors.ts'
import type { RunRef } from './run-ref.ts'

/** What was deployed together. */
export interface Code {
  readonly version: string
  /** Of the code of all functions, with configuration and policy. */
  readonly digest: string
}

/** Throws UsageError when the run began with other code than this: what is deployed in the middle of a night does not go on with it. */
export function assertSameCode({ runId, code }: Pick<RunRef, 'runId' | 'code'>, now: Code): void {
  if (!code || now.digest === code.digest) return
  throw new UsageError(
    `Run ${runId} began with nightmask ${told(code)}, and now ${told(now)} is deployed: code, configuration and policy of a run do not change in its middle. Nothing more was done for it; the next night does everything with what is deployed now.`,
  )
}

function told({ version, digest }: Code): string {
  return `${version} (deployment ${digest.slice(0, 8)})`
}
