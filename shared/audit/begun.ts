import type { ServerIdentity } from '../policy/plan.ts'
import type { StepTiming } from './record.ts'

/** A try of a run, as far as it came: what a later one writes its record from, should it die. */
export interface Begun {
  readonly runId: string
  /** ISO 8601, UTC; each try of a resumed run has its own. */
  readonly startedAt: string
  readonly by: string
  readonly toolVersion: string
  readonly dataset: string | null
  readonly seed: number
  /** Where staging is, without a login. */
  readonly staging: { readonly address: string; readonly database: string }
  /** The step that was begun last. */
  readonly reached: string
  readonly timings: readonly StepTiming[]
  /** Of a rollback: what it was about to change, and why. */
  readonly rollback?: { readonly reason: string | null; readonly from: string | null; readonly staging: ServerIdentity }
}
