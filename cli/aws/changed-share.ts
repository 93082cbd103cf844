import type { AuditRecord } from '../../shared/audit/record.ts'
import type { ChangedShare } from './night.ts'

/** What a night by changes did beside reading every row on both sides, as its record tells; null for a full one, or one of no rows. */
export function changedShare({ refresh, tables }: Pick<AuditRecord, 'refresh' | 'tables'>): ChangedShare | null {
  if (refresh?.kind !== 'changes') return null
  const rows = tables.reduce((sum, { rowsRead }) => sum + rowsRead, 0)
  if (rows === 0) return null
  const written = tables.reduce(
    (sum, { rowsLoaded, changes }) => sum + (changes ? changes.written + changes.removed : rowsLoaded),
    0,
  )
  const { rows: stayed, searched } = refresh.reused ?? { rows: 0, searched: 0 }
  const whole = new Set(refresh.whole.map(({ table }) => table))
  const indexed = tables.filter(({ table }) => whole.has(table)).map(({ rowsLoaded }) => rowsLoaded)
  return {
    masked: (rows - stayed) / rows,
    written: Math.min(1, written / rows),
    searched: (rows - searched) / rows,
    largestWhole: Math.max(0, ...indexed),
  }
}
