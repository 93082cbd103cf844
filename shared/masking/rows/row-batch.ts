/**
 * Rows as the server sent them: MySQL text-protocol rows without packet headers, back to back in `bytes`.
 * A row is one length-encoded string per column, 0xFB for NULL. `ends[i]` is the offset after row i, rows start at `start`.
 * The bytes are only valid until the next batch is asked for.
 */
export interface RowBatch {
  readonly bytes: Uint8Array
  readonly start: number
  readonly ends: Uint32Array
  /** Number of rows; `ends` may be longer. */
  readonly count: number
}

/** The batch's rows as the server sent them. Equal rows are equal bytes, so a table that is kept whole is compared by them. */
export function rawRows({ bytes, start, ends, count }: RowBatch): Uint8Array {
  return bytes.subarray(start, ends[count - 1] ?? start)
}

declare const masked: unique symbol

/** LOAD DATA text (tab, newline, backslash escapes, `\N`) that the row masker wrote: no other code can make one. */
export type MaskedBytes = Uint8Array & { readonly [masked]: true }
