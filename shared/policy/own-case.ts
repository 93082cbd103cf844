/** An edge case of the configuration's own: its rows, the first of which is the one that a tester looks up. */
export interface OwnCase extends OwnRow {
  readonly name: string
  readonly description: string
  /** Rows that the case needs or that belong to it; other rows refer to them by their name. */
  readonly rows: readonly OwnRow[]
}

export interface OwnRow {
  readonly name?: string | undefined
  readonly table: string
  readonly values: OwnValues
  /** Where the configuration says so. */
  readonly place?: OwnPlace | undefined
}

export interface OwnPlace {
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** By column. */
  readonly lines: Readonly<Record<string, number>>
}

/** By column. A number or a truth value is written as the server writes it. */
export type OwnValues = Readonly<Record<string, string | number | boolean | null | OwnReference>>

/** The key of another row: of an own one, by its name or its case's name, or of any row of a table that staging has already. */
export type OwnReference =
  | { readonly row: string; readonly column?: string | undefined }
  | { readonly any: string; readonly column?: string | undefined }
