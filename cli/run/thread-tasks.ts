import type { Reached } from '../../shared/adapters/mysql/reading/snapshot-connection.ts'
import type { CustomSource } from '../../shared/masking/custom/custom-transformer.ts'
import type { SharedExclusions } from '../../shared/masking/digests/exclusions.ts'
import type { SharedPeople } from '../../shared/masking/people/people-index.ts'
import type { SharedNames } from '../../shared/masking/strangers/stranger-names.ts'
import type { StepReport } from '../../shared/ports.ts'
import type { Pack } from '../../shared/schema/packs.ts'
import type { RestorePart } from '../../shared/steps/restore.ts'
import type { SharedKeys } from '../../shared/subset/key-list.ts'
import type { DatasetRequest } from '../../shared/subset/request.ts'
import type { ScanPart, ScanReport, SharedIndex } from '../../shared/verification/scan.ts'
import type { KeySource } from './key-source.ts'
import type { ThreadError } from './thread-error.ts'

/** What a worker thread is told when it starts. It stays in this process: the URLs hold passwords. */
export interface ThreadSetup {
  /** Null for threads that read staging only. */
  readonly sourceUrl: string | null
  readonly stagingUrl: string
  readonly artifacts: string
  readonly key: KeySource
  /** The key that was there when the run or its check began. */
  readonly keyId: string
  /** Transformers of the user's own. */
  readonly transformers: readonly CustomSource[]
  /** Which schema of staging is scanned: the run's shadow, or what is live. */
  readonly scanned: 'shadow' | 'live'
}

/** The tasks of a worker thread, by name: what goes in and what comes out. */
export interface ThreadTask {
  /** Opens the source connection and says where it leads. */
  reach: { input: null; output: Reached }
  /** Its transaction begins the snapshot. */
  begin: { input: null; output: null }
  /** Gives that transaction up, for another try. */
  end: { input: null; output: null }
  /** Everything was read: the transaction ends, and the connections to the source with it. */
  release: { input: null; output: null }
  /** Finds the rows of a dataset within this thread's snapshot. */
  close: {
    input: { runId: string; request: DatasetRequest; maxRows: number; maxSeconds: number }
    output: {
      lines: readonly string[]
      /** Tables whose definition the snapshot holds from here on. */
      held: readonly string[]
      tables: readonly { table: string; rows: number; keys: SharedKeys }[]
    }
  }
  /** Hands over their keys, which name the rows of a dataset's chunks. */
  keys: { input: ThreadTask['close']['output']['tables']; output: null }
  survey: { input: { runId: string; chunks: Pack }; output: StepReport }
  /** Hands over the digests that fakes must not equal. */
  exclude: { input: SharedExclusions | null; output: null }
  /** Hands over who is looked for in texts: people of the database, and strangers by the names of these locales. */
  people: {
    input: { people: SharedPeople | null; locales: readonly string[]; strangers: SharedNames }
    output: null
  }
  snapshot: { input: { runId: string; chunks: Pack }; output: StepReport }
  restore: { input: { runId: string; part: RestorePart }; output: StepReport }
  /** Hands over the originals that are looked for. */
  index: { input: SharedIndex; output: null }
  scan: { input: readonly ScanPart[]; output: readonly ScanReport[] }
}

export type ThreadTaskName = keyof ThreadTask

/** What does the tasks, one after another or several at once. */
export interface Tasked {
  run<Name extends ThreadTaskName>(name: Name, input: ThreadTask[Name]['input']): Promise<ThreadTask[Name]['output']>
  /** Ends it and its connections at once; an open transaction of its own is rolled back by the server. */
  stop(): Promise<void>
}

/** A task as it crosses the thread boundary. */
export interface ThreadRequest {
  readonly id: number
  readonly name: ThreadTaskName
  readonly input: unknown
}

export interface ThreadAnswer {
  readonly id: number
  readonly output?: unknown
  readonly error?: ThreadError
}
