import type { ColumnAudit } from '../audit/record.ts'
import { DistinctSketch } from '../masking/distinct.ts'
import { type ColumnReceipt, receiptsOf, type SnapshotReceipt } from '../masking/receipt.ts'
import { describeWithoutValue } from '../policy/describe-rule.ts'
import type { ColumnPlan, TablePlan } from '../policy/plan.ts'

/** Each column's rule and what it did over all chunks; the sketches of the chunks merge into one estimate. */
export function columnAudits(plan: TablePlan, snapshots: readonly SnapshotReceipt[]): ColumnAudit[] {
  return plan.columns.map((column) => {
    const receipts = receiptsOf(snapshots, column.column)
    if (column.rule.mask === 'keep') return { ...describeColumn(column), ...kept }
    return { ...describeColumn(column), ...counted(receipts), ...branchesOf(column, receipts) }
  })
}

const kept = { masked: null, nullsKept: null, redrawn: null, distinctBefore: null, distinctAfter: null }

function describeColumn({ column, rule, domain, inheritedFrom }: ColumnPlan) {
  return { column, rule: describeWithoutValue(rule), domain, inheritedFrom, reason: rule.reason }
}

function branchesOf({ rule, branches }: ColumnPlan, receipts: readonly ColumnReceipt[]) {
  if (!branches) return {}
  const total = (at: number, count: 'rows' | 'masked') =>
    receipts.reduce((sum, receipt) => sum + (receipt.branches?.[at]?.[count] ?? 0), 0)
  const told = branches.map((branch, at) => ({
    match: branch.match,
    rule: describeWithoutValue(branch.rule),
    rows: total(at, 'rows'),
    masked: total(at, 'masked'),
  }))
  return { by: rule.byRow?.by ?? '', branches: told }
}

function counted(receipts: readonly ColumnReceipt[]) {
  const total = (read: (receipt: ColumnReceipt) => number) => receipts.reduce((sum, next) => sum + read(next), 0)
  const masked = total((receipt) => receipt.masked)
  return {
    masked,
    nullsKept: total((receipt) => receipt.nulls),
    ...keptCells(total((receipt) => receipt.kept ?? 0)),
    redrawn: total((receipt) => receipt.redrawn),
    ...coincidedCells(total((receipt) => receipt.coincided ?? 0)),
    distinctBefore: estimate(masked, receipts, (receipt) => receipt.distinctBefore),
    distinctAfter: estimate(masked, receipts, (receipt) => receipt.distinctAfter),
  }
}

function keptCells(kept: number) {
  return kept > 0 ? { kept } : {}
}

function coincidedCells(coincided: number) {
  return coincided > 0 ? { coincided } : {}
}

// An estimate may lie above the number of cells, the truth may not.
function estimate(cells: number, receipts: readonly ColumnReceipt[], read: (receipt: ColumnReceipt) => string) {
  if (receipts.length === 0) return null
  const sketch = new DistinctSketch()
  for (const receipt of receipts) sketch.merge(new DistinctSketch(read(receipt)))
  return Math.min(cells, sketch.estimate())
}
