import { UsageError } from '../errors.ts'
import { customOrigins } from '../masking/transformers/index.ts'
import type { Plan } from '../policy/plan.ts'

/** Throws UsageError when the run was planned with other sources of transformers than are known now: half of a run masks as the other half. */
export function assertSameTransformers({ runId, transformers = [] }: Pick<Plan, 'runId' | 'transformers'>): void {
  const now = new Map(customOrigins().map(({ name, digest }) => [name, digest]))
  const other = transformers.find(({ name, digest }) => now.get(name) !== digest)
  if (!other) return
  const how = now.has(other.name) ? 'was changed since' : 'is not among the transformers of nightmask.yaml now'
  throw new UsageError(
    `Run ${runId} masked with ${other.name} of ${other.file}, which ${how}: bring back the file whose SHA-256 begins with ${other.digest.slice(0, 12)}, or begin a new run.`,
  )
}
