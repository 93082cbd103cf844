import type { Finding } from './detection/finding.ts'
import type { SettingsNote } from './detection/tables/settings-note.ts'
import type { TablePlan } from './plan.ts'
import type { Accepted, Rule } from './rule.ts'

/** A policy as `init` proposes it, table by table in the schema's order. */
export interface Draft {
  readonly locale: string
  readonly tables: readonly DraftTable[]
  /** What a run would do by it: every stored column, those that inherit too; undecided ones are kept. */
  readonly plans: readonly TablePlan[]
  /** What was done with tables of settings and attributes. */
  readonly settings: readonly SettingsNote[]
  /** Views that could not be made any more, as `view name`. */
  readonly broken: readonly string[]
  /** Tables whose engine has no snapshot, with the engine. */
  readonly withoutSnapshot: readonly { readonly table: string; readonly engine: string }[]
  /** Coincidences in what it keeps, which the leak check lets stand by these lines. */
  readonly accepted: readonly Accepted[]
  /** What it keeps although it may be a coincidence or a copy: the run refuses to publish until somebody answers. */
  readonly asked: readonly DraftCoincidence[]
  /** Whether staging goes without comments, as one of them holds a real value. */
  readonly dropsComments: boolean
}

/** Real values of a masked column in a place that is kept. */
export interface DraftCoincidence {
  readonly in: string
  readonly of: string
  /** Such as `a single word`. */
  readonly what: string
  /** Of those that were sampled. */
  readonly cells: number
}

export interface DraftTable {
  readonly table: string
  readonly columns: readonly DraftColumn[]
}

/** A column that the policy has to name; those that inherit over a foreign key are not among them. */
export interface DraftColumn {
  readonly column: string
  readonly finding: Finding | null
  /** Null when no rule could be proven: somebody has to decide, and a run stops until then. */
  readonly rule: Omit<Rule, 'line'> | null
  /** Of a rule by row: why a branch is there, by its match. */
  readonly comments?: readonly (readonly [match: string, comment: string])[]
}
