import { counted, duration } from './figures.ts'
import type { AuditRecord } from './record.ts'
import { describeServing } from './serving.ts'

/** What a webhook gets as JSON: no value of the source, and nothing that a record does not say. */
export interface RunMessage {
  readonly event: 'nightmask run ended' | 'nightmask rollback ended'
  readonly run: string
  readonly outcome: AuditRecord['outcome']
  readonly dataset: string | null
  readonly staging: string | null
  readonly startedAt: string
  readonly endedAt: string
  readonly rows: number
  readonly checksFailed: readonly string[]
  /** Why it did not end well, or what staging serves. */
  readonly sentence: string
  /** Where the record is; null when it could be kept nowhere. */
  readonly record: string | null
}

export function messageOf(record: AuditRecord, recordPath: string | null): RunMessage {
  const { kind = 'run', runId, outcome, dataset, staging, startedAt, endedAt, tables, checks, failure } = record
  return {
    event: kind === 'run' ? 'nightmask run ended' : 'nightmask rollback ended',
    run: runId,
    outcome,
    dataset,
    staging: staging ? `${staging.database} at ${staging.address}` : null,
    startedAt,
    endedAt,
    rows: rowsOf(tables),
    checksFailed: checks.filter(({ verdict }) => verdict === 'failed').map(({ name }) => name),
    sentence: failure ?? describeServing(record),
    record: recordPath,
  }
}

export function rowsOf(tables: AuditRecord['tables']): number {
  return tables.reduce((rows, { rowsLoaded, rowsSeeded }) => rows + rowsLoaded + rowsSeeded, 0)
}

/** The same as the text of a chat. Slack's own signs in it mean nothing: they are replaced. */
export function slackText(message: RunMessage): string {
  const { run, outcome, dataset, staging, startedAt, endedAt, rows, checksFailed, sentence } = message
  const good = outcome === 'published' || outcome === 'rolled-back'
  const took = duration(Date.parse(endedAt) - Date.parse(startedAt))
  const lines = [
    `${good ? '✓' : '✗'} nightmask ${outcome}: ${staging ?? 'staging'}${dataset ? `, dataset ${dataset}` : ''}, run ${run}, ${counted(rows, 'row')}, ${took}`,
    ...(checksFailed.length > 0 ? [`Failed checks: ${checksFailed.join(', ')}`] : []),
    sentence,
  ]
  return lines.join('\n').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
