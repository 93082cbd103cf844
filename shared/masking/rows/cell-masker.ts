import type { Originals } from '../digests/originals.ts'
import type { ColumnReceipt } from './receipt.ts'

/** Masks the cells of one column. The result lies in `bytes` from 0 to `length` until the next call; length -1 is NULL. */
export interface CellMasker {
  readonly bytes: Uint8Array
  readonly length: number
  /** Set where fakes are not drawn from the value: from the row's primary key, or from what another column holds. */
  readonly drawnFrom: 'row' | { readonly column: string } | null
  countNull(): void
  /** `from` holds the bytes of what `drawnFrom` names; null to draw from the value. */
  run(cell: Uint8Array, start: number, end: number, from: Uint8Array | null): void
  receipt(): ColumnReceipt
  /** What was met while masking: real values, where the survey has not met them in the same snapshot, and fakes that are real. */
  originals(): Originals[]
}
