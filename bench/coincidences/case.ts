/** A database of invented people beside something, what becomes of it in one or several nights, and how each has to end. */
export interface Case {
  readonly title: string
  /** What is made beside `members`; see `members.ts`. */
  readonly sql: string
  /** What happens before each further night. */
  readonly later?: readonly string[]
  /** `init` writes the policy, or by hand: members are masked, `rules` say what else is, everything else is kept. */
  readonly by: 'init' | 'hand'
  /** By `table.column`, as policy.yaml says them. */
  readonly rules?: Readonly<Record<string, string>>
  /** Lines beside the tables. */
  readonly more?: string
  /** The last night: published as it is, published with the lines that the refusal prints, or refused. */
  readonly ends: 'published' | 'answered' | 'refused'
  /** Of a leak that `init` may also mask: a query that finds the planted value in staging. */
  readonly finds?: string
  /** Columns that staging has to hold as production does, as `table.column`. */
  readonly same?: readonly string[]
}

/** What the cases share; a case of one night before the night that counts is clean in all the others. */
export function nights({ later = [] }: Case): number {
  return later.length + 1
}
