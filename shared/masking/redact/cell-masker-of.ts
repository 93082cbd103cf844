import type { ColumnPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { CellMasker } from '../rows/cell-masker.ts'
import { ColumnMasker, type MaskingRun } from '../rows/column-masker.ts'
import { TextMasker } from './text-masker.ts'

/** The masker of a column or a branch: of whole values, or of parts within them. */
export function cellMasker(table: Table, plan: ColumnPlan, run: MaskingRun, digest: OriginalDigest): CellMasker {
  return plan.parts ? new TextMasker(table, plan, run, digest) : new ColumnMasker(table, plan, run, digest)
}
