import type { ColumnPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import { InsideMasker } from '../inside/inside-masker.ts'
import type { CellMasker } from '../rows/cell-masker.ts'
import { ColumnMasker, type MaskingRun } from '../rows/column-masker.ts'
import { TextMasker } from './text-masker.ts'

/** The masker of a column or a branch: of whole values, of parts within them, or of what is in them by paths. */
export function cellMasker(table: Table, plan: ColumnPlan, run: MaskingRun, digest: OriginalDigest): CellMasker {
  if (plan.inside) return new InsideMasker(table, plan, run, digest)
  return plan.parts ? new TextMasker(table, plan, run, digest) : new ColumnMasker(table, plan, run, digest)
}
