import { UsageError } from '../shared/errors.ts'
import type { RollbackEvent } from './events.ts'

/** Invoked by hand, the function would change staging and leave no record. Throws UsageError. */
export function ofWorkflow(event: Partial<RollbackEvent> | null): RollbackEvent {
  if (event?.startedAt) return { startedAt: new Date(event.startedAt).toISOString() }
  throw new UsageError(
    'A rollback is started as its workflow, which records it: aws stepfunctions start-execution --state-machine-arn <RollbackWorkflow> --input \'{"reason": "…"}\'',
  )
}
