import type { TableAudit } from '../audit/record.ts'
import type { RestoreReceipt } from '../masking/rows/receipt.ts'
import type { SnapshotReceipts } from '../masking/rows/snapshot-receipts.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import { planByName } from '../policy/plan-by-name.ts'
import { type ComparedTable, comparedIn } from '../policy/refresh.ts'
import type { RunNotes } from '../ports.ts'
import { columnAudits } from './audit-columns.ts'

/** What a run left behind about its tables. */
export interface Evidence {
  readonly plan: Plan
  readonly snapshots: SnapshotReceipts
  readonly restores: readonly RestoreReceipt[]
  readonly seeded: RunNotes['seeded']
}

/** One entry for each table of the source, from the receipts: what was not done counts as zero. */
export function tableAudits(evidence: Evidence): TableAudit[] {
  const restores = Map.groupBy(evidence.restores, ({ chunk }) => chunk.table)
  const copied = evidence.plan.tables.map((table) => copiedTable(table, evidence, restores.get(table.table) ?? []))
  return [...copied, ...evidence.plan.skippedTables.map((table) => skippedTable(table, evidence.plan))]
}

function copiedTable(plan: TablePlan, evidence: Evidence, restores: readonly RestoreReceipt[]): TableAudit {
  const snapshots = evidence.snapshots.ofTable(plan.table)
  const rowsRead = sum(snapshots.map((receipt) => receipt.rowsRead))
  const compared = comparedIn(evidence.plan, plan.table)
  const masks = plan.columns.some(({ rule }) => rule.mask !== 'keep')
  return {
    table: plan.table,
    rows: 'copied',
    rowsRead,
    rowsCounted: sum(snapshots.map((receipt) => receipt.rowsCounted)),
    rowsMasked: masks ? rowsRead : 0,
    rowsKept: masks ? 0 : rowsRead,
    rowsLoaded: sum(restores.map((receipt) => receipt.rowsLoaded)),
    ...(compared ? { changes: changesOf(compared, restores) } : {}),
    rowsSeeded: sum(evidence.seeded.filter(({ table }) => table === plan.table).map(({ rows }) => rows)),
    refersTo: parentsOf(evidence.plan, plan.table),
    columns: columnAudits(plan, evidence.snapshots, uniqueIn(evidence.plan, plan.table)),
    chunks: snapshots.map(({ chunk, rowsRead, bytes, sha256 }) => ({ n: chunk.n, rows: rowsRead, bytes, sha256 })),
  }
}

/** Whose a difference is: of a chunk that is masked as then somebody's in staging, of another it may be production's. What was seeded is nobody's. */
function changesOf(
  { seeded, written: isWrittenTo }: ComparedTable,
  restores: readonly RestoreReceipt[],
): NonNullable<TableAudit['changes']> {
  const of = (some: readonly RestoreReceipt[]) => {
    const changes = some.flatMap((receipt) => receipt.changes ?? [])
    return { written: sum(changes.map(({ written }) => written)), removed: sum(changes.map(({ removed }) => removed)) }
  }
  const rowsOf = (some: readonly RestoreReceipt[]) => {
    const { written, removed } = of(some)
    const hasLast = some.some(({ chunk }) => chunk.to === null)
    return written + Math.max(0, removed - (hasLast ? seeded : 0))
  }
  const [asBefore, others] = [true, false].map((is) =>
    restores.filter(({ changes }) => (changes?.asBefore ?? false) === is),
  )
  const testers = rowsOf(asBefore!)
  const unclear = isWrittenTo ? rowsOf(others!) : 0
  return { ...of(restores), ...(testers > 0 ? { testers } : {}), ...(unclear > 0 ? { unclear } : {}) }
}

function skippedTable(table: string, plan: Plan): TableAudit {
  const none = { rowsRead: 0, rowsCounted: 0, rowsMasked: 0, rowsKept: 0, rowsLoaded: 0, rowsSeeded: 0 }
  return { table, rows: 'skipped', ...none, refersTo: parentsOf(plan, table), columns: [], chunks: [] }
}

/** Columns that are a primary or unique key by themselves. */
function uniqueIn(plan: Plan, name: string): ReadonlySet<string> {
  const table = planByName(plan).tables.get(name)
  const keys = table
    ? [table.primaryKey, ...table.uniqueKeys.flatMap(({ columns, functional }) => (functional ? [] : [columns]))]
    : []
  return new Set(keys.filter((columns) => columns.length === 1).flat())
}

function parentsOf(plan: Plan, name: string): string[] {
  const keys = planByName(plan).tables.get(name)?.foreignKeys ?? []
  return [...new Set(keys.map(({ referencedTable }) => referencedTable))]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
