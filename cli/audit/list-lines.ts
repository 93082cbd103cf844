import type { AuditRecord } from '../../shared/audit/record.ts'
import { columns } from '../display/columns.ts'
import type { Look, Style } from '../display/look.ts'
import { count, duration } from '../display/quantity.ts'

/** One record in `audit list`. */
export interface RunRow {
  readonly kind: 'run' | 'rollback'
  readonly runId: string
  readonly startedAt: string
  readonly outcome: AuditRecord['outcome']
  readonly reached: string
  readonly dataset: string | null
  readonly rowsMasked: number
  readonly seconds: number
  readonly path: string
}

export function runRow(record: AuditRecord, path: string): RunRow {
  const { kind = 'run', runId, startedAt, endedAt, outcome, reached, dataset } = record
  const rowsMasked = record.tables.reduce((sum, table) => sum + table.rowsMasked, 0)
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  return { kind, runId, startedAt, outcome, reached, dataset, rowsMasked, seconds, path }
}

/** A line for each record: when, how it ended, what it masked. */
export function listLines(rows: readonly RunRow[], place: string, { paint }: Look): string[] {
  if (rows.length === 0) return [`There is no audit record in ${place} yet; every run leaves one.`]
  const cells = rows.map(({ kind, runId, startedAt, outcome, reached, dataset, rowsMasked, seconds }) => [
    runId,
    paint('dim', `${startedAt.slice(0, 16).replace('T', ' ')} UTC`),
    paint(styles[outcome], kind === 'rollback' ? rollbackOutcome(outcome) : runOutcome(outcome, reached)),
    paint('dim', kind === 'rollback' ? '' : `${count(rowsMasked)} rows masked`),
    duration(seconds),
    dataset ?? '',
  ])
  return columns(cells, ['left', 'left', 'left', 'right', 'right'])
}

function runOutcome(outcome: AuditRecord['outcome'], reached: string): string {
  return outcome === 'published' ? outcome : `${outcome} in ${reached}`
}

function rollbackOutcome(outcome: AuditRecord['outcome']): string {
  return outcome === 'rolled-back' ? 'rolled back' : `rollback ${outcome}`
}

const styles: Record<AuditRecord['outcome'], Style> = {
  published: 'green',
  refused: 'red',
  failed: 'red',
  interrupted: 'yellow',
  abandoned: 'red',
  'rolled-back': 'yellow',
}
