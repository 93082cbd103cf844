import { UsageError } from '../errors.ts'
import type { PseudonymKey } from '../masking/subkeys.ts'
import type { Plan } from '../policy/plan.ts'

/** The name of the key under which a run digests originals. */
export function digestKeyOf({ keyId, originalsKeyId }: Plan): string {
  return originalsKeyId ?? keyId
}

/** What a run has masked and digested is of use under its own key alone. Throws UsageError that names both. */
export function assertKeyOf(plan: Plan, key: Pick<PseudonymKey, 'id' | 'originalsId'>): void {
  if (plan.keyId === key.id && digestKeyOf(plan) === key.originalsId) return
  const [made, here] = plan.keyId === key.id ? [digestKeyOf(plan), key.originalsId] : [plan.keyId, key.id]
  throw new UsageError(
    `Run ${plan.runId} was planned with the key ${made}, and the key at hand is ${here}: under it nothing of that run can be compared or gone on with. Give the key of the run (--key-file), or start a new run.`,
  )
}
