import type { Serves } from '../audit/record.ts'
import { NightmaskError } from '../errors.ts'
import type { ServerIdentity } from '../policy/plan.ts'
import type { Ports, Publication } from '../ports.ts'
import { serving } from './serving.ts'

/** What became of a rollback, as it was read: small, JSON. */
export interface RollbackReport {
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly staging: ServerIdentity
  /** The run that staging was read to serve before, null without a marker. */
  readonly from: string | null
  readonly publication: Publication | null
  /** One sentence and its kind, null when the previous generation is live again. */
  readonly failure: { readonly kind: NightmaskError['kind']; readonly message: string } | null
  /** Read again at the end; null when staging could not be asked any more. */
  readonly serves: Serves | null
}

/**
 * Publishes the previous generation again and says what staging serves before and after. A refusal of nightmask's own is reported, not
 * thrown, so that it can be recorded; staging that cannot be asked at the beginning throws, since nothing was begun.
 */
export async function rollback(
  input: { readonly startedAt: string },
  { live, clock }: Pick<Ports, 'live' | 'clock'>,
): Promise<RollbackReport> {
  const before = await serving({ live, clock })
  const done = await live.rollback().then(
    (publication) => ({ publication, failure: null }),
    (error: unknown) => ({ publication: null, failure: explain(error) }),
  )
  const after = await serving({ live, clock }).catch(() => null)
  return {
    startedAt: input.startedAt,
    staging: before.staging,
    from: before.serves.runId,
    ...done,
    serves: after?.serves ?? null,
  }
}

function explain(error: unknown): RollbackReport['failure'] {
  if (!(error instanceof NightmaskError)) throw error
  return { kind: error.kind, message: error.message }
}
