import type { FailureKind } from '../errors.ts'
import type { StepTiming } from './record.ts'

/** What the task of a run leaves for its record: a task that is stopped or lost says no more than it has noted. */
export interface TaskNote {
  /** ISO 8601, UTC: each try of a run that is redriven has its own. */
  readonly startedAt: string
  /** The step that was begun last. */
  readonly reached: string
  readonly timings: readonly StepTiming[]
  /** Null while it works, and when it has published. */
  readonly failure: { readonly kind: FailureKind; readonly message: string } | null
}
