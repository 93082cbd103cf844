import type { Schema } from '../schema/schema.ts'

/** Today, as far as seeding knows: the same seed makes the same rows on any day. */
export const referenceDate = '2026-10-31'

/** A synthetic row: column → value as Shadow.insert takes it. Columns that are left out get their default. */
export interface SeededRow {
  readonly table: string
  readonly values: Readonly<Record<string, string | null>>
}

/** A named case: what a tester looks up, and the rows that make it. */
export interface SeededCase {
  /** Unique over all packs, lower case with hyphens, such as `user-without-orders`; at most 190 characters. */
  readonly name: string
  readonly description: string
  /** Where a tester finds it: the table and the primary key of one of `rows`. */
  readonly table: string
  readonly key: Readonly<Record<string, string>>
  /** In an order in which foreign keys hold; rows of earlier cases may be referenced. */
  readonly rows: readonly SeededRow[]
}

/** What a pack may know of the shadow schema when it makes its cases. */
export interface SeedingContext {
  readonly schema: Schema
  readonly seed: number
  /** Such as `2026-10-31`; never the clock. */
  readonly referenceDate: string
  /** Whether rows may be added: false for tables that the policy leaves empty or that staging keeps. */
  canSeed(table: string): boolean
  /** Smallest and largest value of an integer key column, null when the table is empty. */
  keyRange(table: string, column: string): Promise<{ readonly min: string; readonly max: string } | null>
  /** Cells of at most `limit` rows in key order, as text. */
  sample(table: string, columns: readonly string[], limit: number): Promise<readonly (readonly (string | null)[])[]>
}

export interface SeededCases {
  readonly cases: readonly SeededCase[]
  /** One sentence for each case, table or column that the schema made impossible, and why. */
  readonly leftOut: readonly string[]
}

export interface EdgeCasePack {
  readonly name: 'shop' | 'schema'
  cases(context: SeedingContext): Promise<SeededCases>
}
