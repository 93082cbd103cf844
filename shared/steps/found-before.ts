import type { ChunkReceipt } from '../masking/rows/snapshot-receipts.ts'
import { stableColumns } from '../masking/rows/stable-columns.ts'
import type { Plan } from '../policy/plan.ts'
import type { Ports } from '../ports.ts'
import { isSearched } from '../verification/leak-scanner.ts'
import type { ScanPart } from '../verification/scan.ts'
import { planOfTable } from './plan-of-table.ts'
import { isSealedReport } from './seals.ts'

/**
 * The parts with what the run has found that made the generation which is brought forward: of rows that stayed as they were, where everything
 * that is looked for is what they were searched for then. Such rows are read and compared, and not searched again.
 */
export async function withFoundBefore(
  plan: Plan,
  parts: readonly ScanPart[],
  receipts: readonly ChunkReceipt[],
  { notes, scans, originalsKey }: Pick<Ports, 'notes' | 'scans' | 'originalsKey'>,
): Promise<ScanPart[]> {
  const before = await sameOriginals(plan, { notes })
  if (before === null) return [...parts]
  const idOf = ({ table, n }: ChunkReceipt['chunk']) => `${n} ${table}`
  const stayed = new Set(receipts.filter(({ maskedBy }) => maskedBy !== undefined).map(({ chunk }) => idOf(chunk)))
  const staying = parts.filter(
    ({ chunk, stableSha256 }) => stableSha256 !== null && stayed.has(idOf(chunk)) && isProvenWhole(plan, chunk.table),
  )
  const chunks = staying.map(({ chunk }) => chunk)
  const reports = await scans.find(before, chunks).catch(() => null)
  const byPart = new Map(staying.map((part, at) => [part, reports ? reports[at] : ('unreadable' as const)]))
  return parts.map((part) => {
    const report = byPart.get(part)
    if (!report) return part
    if (report === 'unreadable' || !isSealedReport(plan, before, report, originalsKey))
      return { ...part, altered: true }
    const { seal: _, ...found } = report
    return { ...part, found: { searchedBy: before, ...found } }
  })
}

/** The run that has looked for the very same originals; null where there is none. */
export async function sameOriginals({ refresh, runId }: Plan, { notes }: Pick<Ports, 'notes'>): Promise<string | null> {
  if (refresh?.kind !== 'changes') return null
  return (await notes.read(runId, 'reuse'))?.originals ? refresh.base.runId : null
}

/** Whether everything that is searched in the table is in the digest of its rows. */
function isProvenWhole(plan: Plan, name: string): boolean {
  const { table, tablePlan } = planOfTable(plan, name)
  const stable = stableColumns(table, tablePlan.columns)
  const columns = tablePlan.columns.map(({ column }) => table.columns.find(({ name }) => name === column)!)
  return columns.every((column, at) => stable[at] || !isSearched(column))
}
