import type { LookedUpAs } from './words.ts'

/** Where a text names somebody of the database. */
export interface Mention {
  readonly start: number
  readonly end: number
  /** Where in the index the person's record begins. */
  readonly record: number
  readonly as: LookedUpAs
  /** Of names, each word as [start, end): without the ending that stays behind the pseudonym. */
  readonly words: readonly (readonly [number, number])[]
}
