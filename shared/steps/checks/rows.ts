import type { Check } from '../../audit/record.ts'
import type { OwnNote } from '../../ports.ts'
import type { ScanReport } from '../../verification/scan.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** Every chunk of the plan was read, masked and loaded, and each table holds these rows and what was seeded, no fewer and no more. */
export async function checkRows(
  { plan, ports, snapshots, restores, seeded, own }: VerifyContext,
  reports: readonly ScanReport[],
): Promise<Check> {
  const findings: string[] = []
  let total = 0
  const planned = Map.groupBy(plan.chunks, ({ table }) => table)
  const restored = Map.groupBy(restores, ({ chunk }) => chunk.table)
  const scanned = Map.groupBy(reports, ({ chunk }) => chunk.table)
  for (const { table } of plan.tables) {
    const chunks = planned.get(table) ?? []
    const read = snapshots.ofTable(table)
    const loaded = restored.get(table) ?? []
    if (read.length !== chunks.length || loaded.length !== chunks.length)
      findings.push(`${table}: ${chunks.length} chunks planned, ${read.length} masked, ${loaded.length} loaded`)
    const rows = sum(read.map(({ rowsRead }) => rowsRead))
    const counts = sum(read.map(({ rowsCounted }) => rowsCounted))
    const stored = sum(loaded.map(({ rowsLoaded }) => rowsLoaded))
    // Every row was read just now to be searched.
    const present = sum((scanned.get(table) ?? []).map((report) => report.rows))
    total += present
    const extra = sum(seeded.filter((entry) => entry.table === table).map(({ rows }) => rows))
    const { carried, gone } = ownRowsOf(own, table)
    if (rows !== counts || rows !== stored || present !== rows + extra + carried - gone) {
      const ofItsOwn = carried + gone > 0 ? `, ${carried} taken over, ${gone} deleted by staging's settings` : ''
      findings.push(
        `${table}: the snapshot counts ${counts} rows, ${rows} were masked, ${stored} loaded, ${extra} seeded${ofItsOwn}, ${present} are there`,
      )
    }
  }
  for (const table of plan.skippedTables) {
    const { carried, gone } = ownRowsOf(own, table)
    if ((await ports.shadow.count(plan, table)) !== carried - gone)
      findings.push(`${table}: its rows should have stayed behind`)
  }
  return verdictOf('rows', `${counted(plan.tables.length, 'table')}, ${counted(total, 'row')}`, findings)
}

/** Rows that came to a table from what staging served, and rows that gave way to them or that a setting deleted. */
export function ownRowsOf({ kept, settings }: OwnNote, table: string): { carried: number; gone: number } {
  const rows = kept.filter((entry) => entry.table === table)
  const deleted = settings.filter((entry) => entry.table === table).map((entry) => entry.deleted)
  return {
    carried: sum(rows.map((entry) => entry.carried)),
    gone: sum([...rows.map(({ replaced }) => replaced), ...deleted]),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
