import type { ColumnAudit } from '../audit/record.ts'
import type { UtilitySide } from '../audit/utility.ts'
import { DistinctSketch } from '../masking/digests/distinct.ts'
import { mostFrequent, type StoredProfile } from '../masking/digests/value-profile.ts'
import type { ColumnReceipt } from '../masking/rows/receipt.ts'
import type { SnapshotReceipts } from '../masking/rows/snapshot-receipts.ts'
import { describeWithoutValue, nameOfRule } from '../policy/file/describe-rule.ts'
import type { ColumnPlan, TablePlan } from '../policy/plan.ts'

/** Each column's rule and what it did over all chunks; the sketches of the chunks merge into one estimate. */
export function columnAudits(
  plan: TablePlan,
  snapshots: SnapshotReceipts,
  unique: ReadonlySet<string> = new Set(),
): ColumnAudit[] {
  return plan.columns.map((column) => {
    const receipt = snapshots.column(plan.table, column.column)
    if (column.rule.mask === 'keep') return { ...describeColumn(column), ...kept }
    return {
      ...describeColumn(column),
      ...counted(receipt),
      ...(unique.has(column.column) ? exactly(receipt) : {}),
      ...utilityOf(receipt),
      ...branchesOf(column, receipt),
      ...insideOf(column, receipt),
      ...(receipt?.parts ? { parts: receipt.parts } : {}),
    }
  })
}

const kept = { masked: null, nullsKept: null, redrawn: null, distinctBefore: null, distinctAfter: null }

function describeColumn({ column, rule, domain, inheritedFrom }: ColumnPlan) {
  return { column, rule: describeWithoutValue(rule), domain, inheritedFrom, reason: rule.reason }
}

function branchesOf({ rule, branches }: ColumnPlan, receipt: ColumnReceipt | null) {
  if (!branches) return {}
  const told = branches.map((branch, at) => ({
    match: branch.match,
    rule: describeWithoutValue(branch.rule),
    rows: receipt?.branches?.[at]?.rows ?? 0,
    masked: receipt?.branches?.[at]?.masked ?? 0,
  }))
  return { by: rule.byRow ? (rule.byRow.by ?? nameOfRule(rule)) : '', branches: told }
}

function insideOf(plan: ColumnPlan, receipt: ColumnReceipt | null) {
  const paths = pathsOf(plan, receipt, [])
  const broken = receipt ? brokenIn(receipt) : 0
  return { ...(paths.length > 0 ? { paths } : {}), ...(broken > 0 ? { broken } : {}) }
}

type Counts = Pick<ColumnReceipt, 'branches' | 'inside'> | null | undefined

/** Every path of the column's rules to any depth, with what stands before it: `billing → $.blob → $.email`. */
function pathsOf(plan: ColumnPlan, counts: Counts, before: readonly string[]): NonNullable<ColumnAudit['paths']> {
  const { branches = [], inside = [] } = plan
  return [
    ...branches.flatMap((branch, at) =>
      pathsOf(branch, counts?.branches?.[at], [...before, branch.match ?? 'otherwise']),
    ),
    ...inside.flatMap((leaf, at) => {
      const found = counts?.inside?.paths[at]
      const here = [...before, leaf.path ?? 'otherwise']
      const { rows: values = 0, masked = 0 } = found ?? {}
      const own = { path: here.join(' → '), rule: describeWithoutValue(leaf.rule), values, masked }
      return [own, ...pathsOf(leaf, found, here)]
    }),
  ]
}

function brokenIn({ branches = [], inside }: NonNullable<Counts>): number {
  const deeper = [...branches, ...(inside?.paths ?? [])].map(brokenIn)
  return deeper.reduce((sum, broken) => sum + broken, inside?.broken ?? 0)
}

const nothing = { masked: 0, nullsKept: 0, redrawn: 0, distinctBefore: null, distinctAfter: null }

function counted(receipt: ColumnReceipt | null) {
  if (!receipt) return nothing
  const { masked, nulls, redrawn, kept = 0, coincided = 0, distinctBefore, distinctAfter } = receipt
  return {
    ...{ masked, nullsKept: nulls },
    ...keptCells(kept),
    redrawn,
    ...coincidedCells(coincided),
    distinctBefore: estimate(masked, distinctBefore),
    distinctAfter: estimate(masked, distinctAfter),
  }
}

function keptCells(kept: number) {
  return kept > 0 ? { kept } : {}
}

function coincidedCells(coincided: number) {
  return coincided > 0 ? { coincided } : {}
}

// No two rows of a unique key are alike: there are as many values as cells. What the rule keeps is not counted on either side.
function exactly(receipt: ColumnReceipt | null): Partial<ColumnAudit> {
  if (!receipt || (receipt.kept ?? 0) > 0) return {}
  return { distinctBefore: receipt.masked, distinctAfter: receipt.masked, distinctExact: true }
}

// An estimate may lie above the number of cells, the truth may not.
function estimate(cells: number, sketch: string): number {
  return Math.min(cells, new DistinctSketch(sketch).estimate())
}

const mostTold = 5

function utilityOf(receipt: ColumnReceipt | null): Pick<ColumnAudit, 'utility'> {
  const { before, after, masked = 0, nulls = 0, kept = 0 } = receipt ?? {}
  // Receipts of earlier versions say nothing of it.
  if (!before || !after || masked === 0 || before.cells !== masked) return {}
  const rows = masked + nulls + kept
  return {
    utility: {
      before: sideOf(before, nulls / rows),
      after: sideOf(after, (nulls + masked - after.cells) / rows),
    },
  }
}

function sideOf(profile: StoredProfile, nulls: number): UtilitySide {
  const { cells, shortest, longest, bytes } = profile
  const lengths = shortest === null ? null : { shortest, mean: Math.round((bytes / cells) * 100) / 100, longest }
  const { counts, missed } = mostFrequent(profile, mostTold)
  const share = (some: number) => rounded(Math.min(1, some / Math.max(1, cells)))
  return { nulls: rounded(nulls), lengths, top: counts.map(share), topMissed: share(missed) }
}

function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6
}
