// What the steps of a run leave for those after them, for ports.ts: interfaces only.

import type { MeasuredRisk } from './audit/measured.ts'
import type { Check, SnapshotInfo } from './audit/record.ts'
import type { TaskNote } from './audit/task-note.ts'
import type { Generations, Publication, Seal } from './policy/generation.ts'
import type { Plan } from './policy/plan.ts'
import type { SourceWrites } from './schema/source-writes.ts'
import type { NotedCoincidences } from './verification/coincidences.ts'
import type { KnownDigest } from './verification/recognition.ts'

/** What steps leave for the audit: small JSON, one object a name, overwritten when a step runs again. Never rows. */
export interface RunNotes {
  readonly snapshot: SnapshotInfo
  /** Where nights may be by changes: what staging serves, and the generation that could be brought forward. */
  readonly generations: Generations
  /** Of a clone, before it was read. */
  readonly writes: SourceWrites
  readonly checks: readonly Check[]
  readonly coincidences: NotedCoincidences
  readonly measured: MeasuredRisk
  /** Whether the real values that no fake may equal, and those that are looked for, are all those of the generation that is brought forward. */
  readonly reuse: { readonly exclusions: boolean; readonly originals: boolean }
  /** Rows whose foreign key finds no referenced row, for each key within the database; sealed for a later night. */
  readonly orphans: {
    /** What was seeded may bring some. */
    readonly seed: Plan['seed']
    readonly keys: readonly {
      readonly table: string
      readonly key: string
      readonly references: string
      readonly rows: number
    }[]
    readonly seal: string
  }
  /** What the leak check found out about digests that were sighted, sealed for a later night that looks for the same. */
  readonly recognised: { readonly known: readonly KnownDigest[]; readonly seal: string }
  /** What else than receipts the run whose generation is brought forward had left, and somebody has altered: parts of sentences. */
  readonly altered: readonly string[]
  /** Of rows that were not searched again, how many, and the run that searched the oldest of them. */
  readonly searchedBefore: { readonly rows: number; readonly oldest: string }
  /** Of a dataset: the full run whose people are looked for too, null where none is at hand. */
  readonly night: { readonly runId: string | null }
  /** What was loaded and seeded: verify reads just that, and publish compares it with what is to go live. */
  readonly seal: Seal
  readonly publication: Publication
  /** Rows that seed added, each row of a family of rows too. */
  readonly seeded: readonly { readonly table: string; readonly rows: number }[]
  /** Edge cases that were not seeded, one sentence each with its reason. */
  readonly leftOut: readonly string[]
  /** What was taken over and set of staging's own. */
  readonly own: OwnNote
  /** What the migration of staging did to what was verified. */
  readonly migration: MigrationNote
  /** The end of what it wrote, line by line. */
  readonly migrationOutput: readonly string[]
  /** Of a run in a task: how far it has come. */
  readonly task: TaskNote
}

export interface OwnNote {
  readonly kept: readonly CarriedRows[]
  readonly settings: readonly {
    readonly table: string
    readonly line: number
    /** By its columns. */
    readonly what: string
    readonly rows: number
    readonly deleted: number
  }[]
  /** Chunks of these tables as they were compared before any of it: afterwards their rows are others. */
  readonly compared: readonly {
    readonly table: string
    readonly n: number
    readonly rows: number
    readonly intact: boolean
  }[]
}

export interface MigrationNote {
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly milliseconds: number
  /** Null where it was ended for taking too long. */
  readonly exitCode: number | null
  /** Of the schema, as `users.beta was added`. */
  readonly changes: readonly string[]
  /** Tables whose definition or rows are others than those verified; `rows` are null where there is no such table. */
  readonly tables: readonly {
    readonly table: string
    readonly rowsBefore: number | null
    readonly rowsAfter: number | null
  }[]
}

/** What became of the rows of one entry of staging.keep_rows. */
export interface CarriedRows {
  readonly table: string
  readonly line: number
  readonly carried: number
  /** That production has as they are. */
  readonly same: number
  /** Rows of production that gave way. */
  readonly replaced: number
  /** Rows of staging's own that gave way. */
  readonly left: number
  /** Columns that only staging had. */
  readonly lost: readonly string[]
}

export interface NoteStore {
  write<Name extends keyof RunNotes>(runId: string, name: Name, value: RunNotes[Name]): Promise<void>
  /** Null when no step left it. */
  read<Name extends keyof RunNotes>(runId: string, name: Name): Promise<RunNotes[Name] | null>
}
