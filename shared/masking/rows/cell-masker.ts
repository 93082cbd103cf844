import type { Originals } from '../digests/originals.ts'
import type { ColumnReceipt } from './receipt.ts'

/** Masks the cells of one column. The result lies in `bytes` from 0 to `length` until the next call; length -1 is NULL. */
export interface CellMasker {
  readonly bytes: Uint8Array
  readonly length: number
  /** Whether fakes are drawn from the row and not from the value. */
  readonly drawsFromRow: boolean
  countNull(): void
  /** `row` holds the primary key's bytes, for transformers that draw from the row. */
  run(cell: Uint8Array, start: number, end: number, row: Uint8Array | null): void
  receipt(): ColumnReceipt
  /** What was met while masking: real values, where the survey has not met them in the same snapshot, and fakes that are real. */
  originals(): Originals[]
}
