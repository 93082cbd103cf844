import type { Code } from './same-code.ts'

// What a run on AWS is told by its workflow: small JSON, the same for every function and for the task.

/** Settled once by the Night workflow and handed to whatever works for the run, unchanged. */
export interface RunRef {
  readonly runId: string
  /** ISO 8601, UTC: the start of the Night execution. */
  readonly startedAt: string
  /** VersionIds of the two key secrets: AWSCURRENT may move while the run goes on. Null in a run that failed before it asked. */
  readonly keyVersions: { readonly pseudonyms: string | null; readonly originals: string | null }
  readonly source: SourceRef
  /** What the run began with; whatever was deployed later refuses it. Null for functions that close a run, whatever is deployed by then. */
  readonly code: Code | null
  /** What does the work: functions, one for each state, or one task of hours. */
  readonly engine: 'lambda' | 'task'
  /** Null for a whole night; else a dataset of nightmask.yaml and the schema on the staging server that it gets. */
  readonly dataset: { readonly name: string; readonly schema: string } | null
}

/** Where production's data is read. Live: production with the reader's secret. Clone: the run's clone with its own secret. */
export interface SourceRef {
  readonly mode: 'live' | 'clone'
  /** Secrets Manager id or ARN. */
  readonly secret: string
  /** Null: as the secret says. */
  readonly host: string | null
  readonly port: number | null
}
