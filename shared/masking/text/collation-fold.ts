/** How a collation compares, so that values equal to the server are equal to the pseudonym. JSON-safe. */
export interface CollationFold {
  readonly collation: string
  readonly caseSensitive: boolean
  /** True where trailing spaces do not count. */
  readonly padSpace: boolean
  /** True where all characters beyond U+FFFF, emoji among them, compare as equal. */
  readonly supplementaryEqual: boolean
  /** Non-ASCII characters (as text) to their representative; characters that are not listed stand for themselves. */
  readonly folds: Readonly<Record<string, string>>
}
