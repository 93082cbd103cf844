import type { z } from 'zod'
import { recordDigest } from '../proof/record-text.ts'
import type { AuditRecord } from '../record.ts'
import { servedBy } from '../serving.ts'
import type { runFactsShape } from './facts-shape.ts'

/** `path`: below `audit/`, without its ending. `serves`: the run that staging served when it was written; null when it says nothing of it. */
export type RunFacts = z.infer<typeof runFactsShape>

/** What the index is made of: the newest records, the one that began last first, and what could not be had of them. */
export interface RunIndex {
  readonly runs: readonly RunFacts[]
  /** Paths of records that cannot be read. */
  readonly unreadable: readonly string[]
  /** How many older ones are there and not listed. */
  readonly older: number
}

/** A record as the index tells it. Throws TypeError where it has not the shape of one. */
export function factsOf(record: AuditRecord, path: string): RunFacts {
  const { kind = 'run', runId, outcome, reached, dataset, startedAt, endedAt, staging, tables, risk } = record
  const verdicts = (verdict: string) => record.checks.filter((check) => check.verdict === verdict).length
  const groups = (record.measured?.groups ?? []).flatMap(({ below5 }) => below5 ?? [])
  return {
    ...{ path, sha256: recordDigest(record), kind, runId, outcome, reached, dataset, startedAt, endedAt },
    staging: staging && { serverId: staging.serverId, database: staging.database },
    serves: servedBy(record),
    rows: tables.reduce((sum, { rowsLoaded }) => sum + rowsLoaded, 0),
    checks: { passed: verdicts('passed'), failed: verdicts('failed'), skipped: verdicts('skipped') },
    kept: risk.find(({ name }) => name === 'columns-kept-for-reason')?.value ?? null,
    below5: groups.length > 0 ? Math.max(...groups) : null,
  }
}

/** A whole run that published: what the calendar of nights is about. */
export function isPublishedNight({ kind, dataset, outcome }: RunFacts): boolean {
  return kind === 'run' && dataset === null && outcome === 'published'
}

/** The record that tells last what each staging serves, by staging: with a run that is there, or one that is not. */
export function servingNow(runs: readonly RunFacts[]): { database: string; told: RunFacts; run: RunFacts | null }[] {
  const telling = runs.filter(({ staging, serves, dataset }) => staging && serves !== null && dataset === null)
  const byStaging = Map.groupBy(telling, ({ staging }) => `${staging?.serverId} ${staging?.database}`)
  return [...byStaging.values()].flatMap((about) => {
    const told = about.reduce((last, next) => (next.endedAt > last.endedAt ? next : last))
    const run = runs.find(({ runId, kind }) => kind === 'run' && runId === told.serves) ?? null
    return [{ database: told.staging?.database ?? '', told, run }]
  })
}
