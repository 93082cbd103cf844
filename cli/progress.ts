import type { AuditRecord } from '../shared/audit/record.ts'
import type { Config } from '../shared/config/config.ts'
import type { UncoveredLeaf } from '../shared/drafting/inside/uncovered-leaves.ts'
import type { NightmaskError } from '../shared/errors.ts'
import type { Plan } from '../shared/policy/plan.ts'
import type { AwsNight } from './aws/plan-aws.ts'

/** What a person sees while a command works. Everything goes to standard error. */
export interface Progress {
  /** A step begins and the one before it ends. `totalRows` is an estimate, null when nothing is counted. */
  step(name: string, totalRows: number | null): void
  /** Rows and bytes done since the last call, for the current step. */
  advance(rows: number, bytes: number): void
  /** The current step ends. */
  done(): void
  /** The current step ends without having done its work. */
  failed(): void
  /** One line worth telling, at once. */
  note(text: string): void
  /** One line for whoever asked for all there is to say (`--verbose`). */
  detail(text: string): void
}

/** What `run` asks of the runner; null means: as the configuration says, or the runner's own choice. */
export interface RunOptions {
  readonly config: Config
  readonly policyText: string
  /** Name of the policy file for messages. */
  readonly policyFile: string
  readonly seed: number | null
  readonly dataset: string | null
  /** Run id of a run that did not end, to go on with. */
  readonly resume: string | null
  readonly workers: number | null
  readonly chunkRows: number | null
  /** Aborted by Ctrl-C or a termination signal. */
  readonly signal: AbortSignal
}

export interface RunResult {
  readonly runId: string
  readonly outcome: AuditRecord['outcome']
  /** Where the record is, as a path or URL of the artifacts; null when it could be kept nowhere. */
  readonly recordPath: string | null
  readonly record: AuditRecord
  /** Why the run was not published; its kind gives the exit code. Null when it was. */
  readonly failure: NightmaskError | null
}

/** What `plan` tells: the plan that a run would have, and what cannot be read from it. */
export interface PlanSummary {
  readonly plan: Plan
  /** What the proofs of the rules had to say, with table and column. */
  readonly notes: readonly string[]
  /** What rules inside values keep although it seems personal. */
  readonly uncovered: readonly UncoveredLeaf[]
  /** Which rows a dataset would have and why, one line each; null for a full run. */
  readonly dataset: readonly string[] | null
  /** What changed since the last published run; empty when nothing, null when there was none. */
  readonly drift: readonly string[] | null
  readonly estimateSeconds: number
  /** Where staging serves something else than the records say, one sentence each. */
  readonly serving: readonly string[]
  /** What a night takes on AWS, when that was asked. */
  readonly aws?: AwsNight
}

/** Shows nothing: for tests. */
export const silentProgress: Progress = { step() {}, advance() {}, done() {}, failed() {}, note() {}, detail() {} }
