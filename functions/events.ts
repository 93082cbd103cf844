import type { Hold } from '../shared/adapters/s3/hold.ts'
import type { AbandonedRun } from '../shared/adapters/s3/run-lock.ts'
import type { AuditRecord, Serves } from '../shared/audit/record.ts'
import type { ServerIdentity } from '../shared/policy/plan.ts'
import type { StagingFacts } from '../shared/steps/plan.ts'
import type { RollbackReport } from '../shared/steps/rollback.ts'
import type { RunRef, SourceRef } from '../shared/steps/run-ref.ts'
import type { Code } from '../shared/steps/same-code.ts'
import type { Seen } from '../shared/steps/serving.ts'
import type { ChunkName } from './planned-chunks.ts'

export type { RunRef, SourceRef } from '../shared/steps/run-ref.ts'

// What Step Functions hands to the Lambdas and gets back: small JSON, never rows. docs/architecture.md, "On AWS".

/** `begin`: takes the lock of the artifacts. Taking over is allowed when the holder's execution is known to have ended. */
export interface BeginEvent {
  readonly runId: string
  /** ARN of the Night execution. */
  readonly execution: string
  /** The holder that has ended; null at the first try. */
  readonly takeOverFrom: string | null
  /** ISO 8601, UTC: for the record of this run, should it be left without one. */
  readonly startedAt: string
  readonly dataset: string | null
  /** Whether the run begins although nights are held. */
  readonly despiteHold: boolean
}

/** `on-hold`: an operator holds the nights. `held`: another run works. `begun`: this run id was begun by another execution before: the same night, started twice. */
export interface BeginResult {
  readonly lock: 'acquired' | 'held' | 'begun' | 'on-hold'
  /** ARN of the execution that has the lock, or had begun the run; null when nights are held. */
  readonly holder: string | null
  /** The run that left its lock behind, null when none did. */
  readonly abandoned: AbandonedRun | null
  readonly hold: Hold | null
  readonly code: Code
}

/** Any function: asked to show that it can do what it is there for. Its answer is a list of checks. */
export interface PreflightEvent {
  readonly preflight: {
    /** Names the folder of its probes. */
    readonly id: string
    /** Production, where functions may reach it. */
    readonly source: SourceRef | null
    /** Whether it is asked by whom it shall answer, and not what it can do. */
    readonly answerOnly?: boolean
  }
}

export interface PreflightCheck {
  readonly check: string
  /** Null: not checked, and the sentence says why. */
  readonly passed: boolean | null
  readonly sentence: string
}

/** `serving`: the run whose staging is looked at; the nightly staging without one. */
export interface ServingEvent {
  readonly run?: RunRef
}

/** `merge`: after the last chunk of a step. */
export interface MergeEvent extends RunEvent {
  readonly step: 'survey' | 'snapshot'
}

/** `ready`: before anything is written to staging. */
export interface ReadyEvent extends RunEvent {
  readonly abandoned: AbandonedRun | null
  /** What the nightly staging was read to serve when this run began. */
  readonly serves: Serves | null
}

/** `rollback` */
export interface RollbackEvent {
  /** ISO 8601, UTC: the start of the Rollback execution. */
  readonly startedAt: string
}

/** `record`: of a rollback, whatever became of it. */
export interface RecordEvent extends RunEvent {
  /** ARN of the Rollback execution: CloudTrail says who started it. */
  readonly execution: string
  readonly reason: string | null
  /** Null when the function of the rollback did not come back. */
  readonly report: RollbackReport | null
  readonly failure: AuditEvent['failure']
  readonly before: Seen
  /** Null when staging could not be looked at again. */
  readonly after: Seen | null
}

export interface RecordResult {
  readonly outcome: AuditRecord['outcome']
  readonly record: string
  readonly failure: string | null
}

/** `identify`, `confirm`, `seed`, `verify`, `publish`, `drop`: nothing but the run. */
export interface RunEvent {
  readonly run: RunRef
}

/** `prove` */
export interface ProveEvent extends RunEvent {
  readonly source: ServerIdentity
}

/** `plan` */
export interface PlanEvent extends RunEvent {
  readonly staging: StagingFacts
}

/** `survey`, `snapshot`: a batch of the Distributed Map. */
export interface ChunksEvent extends RunEvent {
  readonly chunks: readonly ChunkName[]
}

/** `restore`: one part; rows come in batches. */
export interface RestoreEvent extends RunEvent {
  readonly part:
    | { readonly kind: 'prepare' }
    | { readonly kind: 'rows'; readonly chunks: readonly ChunkName[] }
    | { readonly kind: 'indexes'; readonly tables: readonly string[] }
    | { readonly kind: 'keys' }
}

/** `audit`. It follows whichever state was reached last; the record of a failed run is written too. */
export interface AuditEvent extends RunEvent {
  /** Null when the run published. `error` is the failure's kind, `cause` its sentence. */
  readonly failure: { readonly error: string; readonly cause: string } | null
  /** States of the workflows in the order in which they were entered, with ISO 8601 times. */
  readonly entered: readonly { readonly state: string; readonly at: string }[]
  /** ARN of the Night execution: who ran it. */
  readonly execution: string
  /** What the function on staging's side has read; null when it could not. */
  readonly serves: Serves | null
}

export interface AuditResult {
  readonly outcome: AuditRecord['outcome']
  /** s3:// URL of the record. */
  readonly record: string
  /** Of the failure, as it is known now: a map or a build tells it to the audit only. Null when the run published. */
  readonly kind: string | null
  /** One sentence, null when the run published. */
  readonly failure: string | null
}

/** `end`: gives the lock back and deletes the masked chunks. */
export interface EndEvent extends RunEvent {
  readonly execution: string
}

/** `dataset`, by `aws lambda invoke`: starts the Night workflow for one dataset and waits for its end. */
export interface DatasetEvent {
  readonly dataset: string
  /** Schema on the staging server that is made and filled; its name is the dataset's when left out. */
  readonly staging?: string
}

export interface DatasetResult {
  /** ARN of the execution of Night. */
  readonly execution: string
  /** `skipped`: another run is at work; ask again when it has ended. */
  readonly outcome: AuditResult['outcome'] | 'running' | 'skipped'
  /** s3:// URL of the audit record, null while the run goes on. */
  readonly audit: string | null
  /** One sentence when it did not publish. */
  readonly failure: string | null
}
