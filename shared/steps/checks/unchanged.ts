import { DistinctSketch } from '../../masking/digests/distinct.ts'
import type { ColumnReceipt } from '../../masking/rows/receipt.ts'

/** Fewer may be chance. */
const fewestCells = 4
const leastShare = 0.02
/** Of fakes that are drawn from few, so many times their share is chance yet: equal values have equal fakes, so they come in heaps. */
const heaped = 4
/** Fewer fakes than these are no pool. */
const fewestFakes = 16
/** Values that so many rows share identify nobody, and few others are there to be drawn. */
const manyCells = 10

/**
 * Cells that a rule which draws fakes left as they were, null where chance explains them. What the search for real values finds in masked
 * columns may be fakes; a mask that masks nothing shows here.
 */
export function unchangedCells({
  unchanged = 0,
  masked,
  distinctBefore,
  distinctAfter,
}: Pick<ColumnReceipt, 'unchanged' | 'masked' | 'distinctBefore' | 'distinctAfter'>): number | null {
  if (unchanged < fewestCells) return null
  const fakes = new DistinctSketch(distinctAfter).estimate()
  const byChance = fakes < fewestFakes ? leastShare : Math.max(leastShare, heaped / fakes)
  if (unchanged < masked * byChance) return null
  return masked >= manyCells * new DistinctSketch(distinctBefore).estimate() ? null : unchanged
}
