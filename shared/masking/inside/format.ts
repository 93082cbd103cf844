import type { ByteText } from '../redact/php-value.ts'

/** Where a walk through a value stands: what is meant for what is here, and where its names and numbers lead. */
export interface Place {
  /** Whether nothing here or below is replaced. */
  readonly keeps: boolean
  /** Whether a path leads here, and not above. */
  readonly isEnd: boolean
  /** `name` in UTF-8 bytes. */
  member(name: ByteText): Place
  item(index: number): Place
}

/** What a leaf is written as; `nothing` is NULL, and an empty list or object that holds no leaf. */
export type LeafKind = 'text' | 'number' | 'boolean'

/**
 * What becomes of a leaf, which comes without the escapes of its format and in UTF-8 bytes, as does what replaces it. Undefined leaves it as
 * it is written, null is NULL.
 */
export type Visit<At extends Place = Place> = (at: At, leaf: ByteText, kind: LeafKind) => ByteText | null | undefined

/** Whether a list or an object is to become NULL as a whole. */
export type Clears<At extends Place = Place> = (at: At) => boolean

export interface Walk<At extends Place = Place> {
  readonly root: At
  readonly visit: Visit<At>
  readonly clears: Clears<At>
  /** Whether characters beyond ASCII are to be written by the escapes of the format, as the column may not hold them. */
  readonly escapes: boolean
}

/**
 * One way to write values in a text: the text with its leaves replaced, or null where it is none of the format. Everything that is not
 * replaced is copied from it, byte for byte.
 */
export type Rewrite = <At extends Place>(text: ByteText, walk: Walk<At>) => ByteText | null
