import type { Condition } from './condition/condition.ts'
import type { DeclaredRisk } from './risk/risk-set.ts'

/** One column's rule as the parser understood it. `mask` is a transformer's name, or `by_row`. JSON-safe. */
export interface Rule {
  readonly mask: string
  /** Options of the transformer, already checked against its shape. */
  readonly options: Readonly<Record<string, unknown>>
  /** Values are pseudonymised alike within one domain; null means the transformer's own (its name, or faker method). */
  readonly domain: string | null
  /** Why a column that looks personal is kept, null when nobody had to say. */
  readonly reason: string | null
  /** `elsewhere`: what is personal in the column is so in others too, and searched for as theirs; its own words are not. */
  readonly originals?: 'elsewhere'
  /** `false`: its pseudonyms are those of this column and of one run; no other column and no other night has them. */
  readonly link?: false
  /** Where it stands: 1-based line in policy.yaml, or null when inherited over a foreign key. */
  readonly line: number | null
  /** Set where `mask` is `by_row`: another column of the same row says which rule is meant. */
  readonly byRow?: RulesByRow
  /** Set where `mask` is a format, such as `json`: rules for what is in the value. */
  readonly inside?: RulesInside
}

export interface RulesByRow {
  /** A kept column of the same table; null where a condition decides. */
  readonly by: string | null
  /** Over the original values of the row: there is one branch then, for the rows for which all of it holds. */
  readonly when?: Condition
  /** In the order of the file: what that column holds, exactly or with `*` at an end, and the rule that is meant then. */
  readonly branches: readonly { readonly match: string; readonly rule: Rule }[]
  /** For every other row. */
  readonly otherwise: Rule
}

export interface RulesInside {
  /** In the order of the file: a path in the form of policy/inside/paths.ts, and the rule for what is there and in it. */
  readonly branches: readonly { readonly path: string; readonly rule: Rule }[]
  /** For everything else in the value. */
  readonly otherwise: Rule
  /** What becomes of a value that is none of the format: replaced as a whole, or the run ends and says how many there are. */
  readonly broken: 'replace' | 'refuse'
}

/** `line` is the table's own in policy.yaml. */
export type TablePolicy =
  | { readonly rows: 'skip'; readonly line: number }
  | { readonly rows: 'copy'; readonly line: number; readonly columns: Readonly<Record<string, Rule>> }

/** Real values of one column that may stand in one other place. */
export interface Accepted {
  /** `table.column`, or a definition such as `table orders` or `view busiest`. */
  readonly in: string
  /** The masked column, as `table.column`. */
  readonly of: string
  readonly reason: string
  /** How many cells at most, null for any number. */
  readonly cells: number | null
  /** How many different values at most, null for any number. */
  readonly values: number | null
}

export interface Policy {
  readonly version: 1
  /** faker locale, such as `en` or `de`. */
  readonly locale: string
  readonly tables: Readonly<Record<string, TablePolicy>>
  /** Why a table is copied although its engine has no snapshot (MyISAM and such), by table. */
  readonly withoutSnapshot: Readonly<Record<string, { readonly reason: string; readonly line: number }>>
  /** What becomes of rows whose referenced row production itself does not have. */
  readonly orphans: 'report' | 'refuse'
  /** Why staging goes without a view, routine, trigger or event, by `view name`. */
  readonly notRestored: Readonly<Record<string, { readonly reason: string; readonly line: number }>>
  readonly accepted: readonly (Accepted & { readonly line: number })[]
  readonly definitions: {
    readonly comments: 'keep' | 'drop'
    /** `table.column` whose defaults staging goes without. */
    readonly dropDefaults: readonly { readonly column: string; readonly line: number }[]
  }
  /** By which columns somebody may be known from elsewhere, and what is too few people to hide among. */
  readonly risk: readonly DeclaredRisk[]
  /** SHA-256, hex, of the file's bytes. */
  readonly digest: string
}
