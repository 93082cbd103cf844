/** How much of a value somebody may know: all of it, or a time to its day, month or year. */
export type Grain = 'exact' | 'day' | 'month' | 'year'

/** Columns by which somebody may be known from elsewhere, alone or together. JSON-safe. */
export interface RiskSet {
  /** The table whose rows are counted: a row is a person. */
  readonly people: string
  /** Its primary key. */
  readonly key: readonly string[]
  /** Tables joined to it one after another, each by columns of one that stands before it. */
  readonly joins: readonly RiskJoin[]
  readonly by: readonly { readonly table: string; readonly column: string; readonly grain: Grain }[]
  readonly limits: RiskLimits
  /** Line of policy.yaml; null for a set that nobody declared. */
  readonly line: number | null
}

export interface RiskJoin {
  readonly table: string
  readonly on: readonly { readonly column: string; readonly of: string; readonly ofColumn: string }[]
}

/** What is refused: null for nothing. */
export interface RiskLimits {
  /** Fewer people than so many in the smallest group. */
  readonly smallest: number | null
  /** A larger share of people in groups of fewer than five, or eleven. */
  readonly below5: number | null
  readonly below11: number | null
}

/** A set as policy.yaml says it, with its line. */
export interface DeclaredRisk {
  readonly people: string
  /** By `table.column`. */
  readonly by: Readonly<Record<string, Grain>>
  readonly limits: RiskLimits
  readonly line: number
}

/** `users by birth_year, orders.created_at (day)`. */
export function describeRiskSet({ people, by }: Pick<RiskSet, 'people' | 'by'>): string {
  const told = by.map(({ table, column, grain }) => {
    const name = table === people ? column : `${table}.${column}`
    return grain === 'exact' ? name : `${name} (${grain})`
  })
  return `${people} by ${told.join(', ')}`
}

/** People by the size of the smallest group that they are in. */
export interface GroupSizes {
  readonly people: number
  readonly smallest: number
  /** In groups of fewer than five, and eleven. */
  readonly below5: number
  readonly below11: number
}

/** Cells of a column that are not NULL. */
export interface Frequencies {
  readonly values: number
  readonly cells: number
  /** Values that come as often as no other does, and their cells. */
  readonly aloneValues: number
  readonly aloneCells: number
}
