import type { ColumnAudit } from '../audit/record.ts'
import { DistinctSketch } from '../masking/distinct.ts'
import { type ColumnReceipt, receiptsOf, type SnapshotReceipt } from '../masking/receipt.ts'
import { describeRule } from '../policy/describe-rule.ts'
import type { ColumnPlan, TablePlan } from '../policy/plan.ts'
import type { Rule } from '../policy/rule.ts'

/** Each column's rule and what it did over all chunks; the sketches of the chunks merge into one estimate. */
export function columnAudits(plan: TablePlan, snapshots: readonly SnapshotReceipt[]): ColumnAudit[] {
  return plan.columns.map((column) => {
    const receipts = receiptsOf(snapshots, column.column)
    return { ...describeColumn(column), ...(column.rule.mask === 'keep' ? kept : counted(receipts)) }
  })
}

const kept = { masked: null, nullsKept: null, redrawn: null, distinctBefore: null, distinctAfter: null }

function describeColumn({ column, rule, domain, inheritedFrom }: ColumnPlan) {
  return { column, rule: withoutValue(rule), domain, inheritedFrom, reason: rule.reason }
}

// `value` is what the policy puts into cells, a password perhaps: the policy's digest stands for it.
function withoutValue({ mask, options }: Rule): string {
  return describeRule({
    mask,
    options: Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'value')),
  })
}

function counted(receipts: readonly ColumnReceipt[]) {
  const total = (read: (receipt: ColumnReceipt) => number) => receipts.reduce((sum, next) => sum + read(next), 0)
  const masked = total((receipt) => receipt.masked)
  return {
    masked,
    nullsKept: total((receipt) => receipt.nulls),
    redrawn: total((receipt) => receipt.redrawn),
    distinctBefore: estimate(masked, receipts, (receipt) => receipt.distinctBefore),
    distinctAfter: estimate(masked, receipts, (receipt) => receipt.distinctAfter),
  }
}

// An estimate may lie above the number of cells, the truth may not.
function estimate(cells: number, receipts: readonly ColumnReceipt[], read: (receipt: ColumnReceipt) => string) {
  if (receipts.length === 0) return null
  const sketch = new DistinctSketch()
  for (const receipt of receipts) sketch.merge(new DistinctSketch(read(receipt)))
  return Math.min(cells, sketch.estimate())
}
