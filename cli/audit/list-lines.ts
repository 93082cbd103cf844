import type { AuditRecord } from '../../shared/audit/record.ts'
import { columns } from '../display/columns.ts'
import type { Look, Style } from '../display/look.ts'
import { count, duration } from '../display/quantity.ts'

/** One run in `audit list`. */
export interface RunRow {
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
  const { runId, startedAt, endedAt, outcome, reached, dataset } = record
  const rowsMasked = record.tables.reduce((sum, table) => sum + table.rowsMasked, 0)
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  return { runId, startedAt, outcome, reached, dataset, rowsMasked, seconds, path }
}

/** A line for each run: when, how it ended, what it masked. */
export function listLines(rows: readonly RunRow[], place: string, { paint }: Look): string[] {
  if (rows.length === 0) return [`There is no audit record in ${place} yet; every run leaves one.`]
  const cells = rows.map(({ runId, startedAt, outcome, reached, dataset, rowsMasked, seconds }) => [
    runId,
    paint('dim', `${startedAt.slice(0, 16).replace('T', ' ')} UTC`),
    paint(styles[outcome], outcome === 'published' ? outcome : `${outcome} in ${reached}`),
    paint('dim', `${count(rowsMasked)} rows masked`),
    duration(seconds),
    dataset ?? '',
  ])
  return columns(cells, ['left', 'left', 'left', 'right', 'right'])
}

const styles: Record<AuditRecord['outcome'], Style> = {
  published: 'green',
  refused: 'red',
  failed: 'red',
  interrupted: 'yellow',
}
