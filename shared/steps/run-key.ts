import { UsageError } from '../errors.ts'
import type { PseudonymKey } from '../masking/digests/subkeys.ts'
import type { Plan } from '../policy/plan.ts'

/**
 * What a run has masked is of use under its own key alone. Throws UsageError that names both. A plan that was made without a key says
 * nothing of it: there the version of the secret is settled for the whole run, and each digest and receipt names its own key.
 */
export function assertKeyOf({ runId, keyId }: Plan, key: Pick<PseudonymKey, 'id'>): void {
  if (keyId === undefined || keyId === key.id) return
  throw new UsageError(
    `Run ${runId} was planned with the key ${keyId}, and the key at hand is ${key.id}: under it nothing of that run can be compared or gone on with. Give the key of the run (--key-file), or start a new run.`,
  )
}
