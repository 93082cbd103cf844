import { DistinctSketch } from '../../masking/distinct.ts'
import type { ColumnReceipt } from '../../masking/receipt.ts'

/** Fewer may be chance. */
const fewestCells = 4
const leastShare = 0.02
/** Values that so many rows share identify nobody, and few others are there to be drawn. */
const manyCells = 10

/**
 * Cells that a rule which draws fakes left as they were, null where chance explains them. What the search for real values finds in masked
 * columns may be fakes; a mask that masks nothing shows here.
 */
export function unchangedCells(receipts: readonly ColumnReceipt[]): number | null {
  const unchanged = receipts.reduce((sum, receipt) => sum + (receipt.unchanged ?? 0), 0)
  const masked = receipts.reduce((sum, receipt) => sum + receipt.masked, 0)
  if (unchanged < Math.max(fewestCells, masked * leastShare)) return null
  const distinct = receipts.reduce(
    (sketch, { distinctBefore }) => sketch.merge(new DistinctSketch(distinctBefore)),
    new DistinctSketch(),
  )
  return masked >= manyCells * distinct.estimate() ? null : unchanged
}
