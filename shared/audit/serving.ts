import type { AuditRecord, Serves } from './record.ts'

/** A staging as records name it. */
export type StagingName = Pick<NonNullable<AuditRecord['staging']>, 'serverId' | 'database'>

/** The run that a record says staging served when it was written; null when it says nothing of it. */
export function servedBy({ outcome, runId, change, serves }: AuditRecord): string | null {
  if (serves) return serves.runId
  if (outcome === 'published') return runId
  return outcome === 'rolled-back' ? (change?.to ?? null) : null
}

/** Whether a record is about this staging, and not about a dataset's schema or another server. */
export function isAbout({ staging, dataset }: AuditRecord, { serverId, database }: StagingName): boolean {
  return dataset === null && staging?.serverId === serverId && staging.database === database
}

/** A whole run, of a night or by hand: what a reviewer asks for first. */
export function isNight({ kind, dataset }: AuditRecord): boolean {
  return kind !== 'rollback' && dataset === null
}

/**
 * What to know when the run in staging's marker is compared with the newest records about this staging, in any order; one sentence each.
 * `described`: whether there is a record of that run at all. Empty when staging serves what was published last, and the records say so.
 */
export function compareServing(marker: string | null, about: readonly AuditRecord[], described: boolean): string[] {
  const byEnd = about.filter((record) => servedBy(record) !== null).toSorted((a, b) => (a.endedAt < b.endedAt ? 1 : -1))
  const [last] = byEnd
  if (!last) return marker === null || described ? [] : [undescribed(marker)]
  const expected = servedBy(last)
  const told = `${nameOf(last)}, ended ${last.endedAt.slice(0, 16).replace('T', ' ')} UTC`
  if (marker === null)
    return [
      `Staging holds no nightmask_marker, and by its newest record (${told}) it served run ${expected}: it was replaced without a record.`,
    ]
  if (!described) return [undescribed(marker)]
  if (marker !== expected)
    return [
      `Staging serves run ${marker}, and by its newest record (${told}) it served run ${expected}: it was changed without a record since.`,
    ]
  const published = byEnd.find(({ outcome }) => outcome === 'published')
  if (!published || published.runId === marker) return []
  const back = byEnd.find(({ outcome, change }) => outcome === 'rolled-back' && change?.to === marker)
  return [
    `Staging serves run ${marker}, not run ${published.runId}, which was published last${back ? `: it was rolled back by ${back.by ?? 'somebody'}, see ${back.runId}` : ''}.`,
  ]
}

/** What the record itself says of staging, as it was read; one sentence. */
export function describeServing({ serves, runId, kind, publication }: AuditRecord): string {
  if (serves === undefined) return publication ? 'It had published by then.' : 'It noted no publication.'
  if (serves === null) return 'What staging serves was not read then.'
  if (serves.runId === null) return 'Staging was read to hold no generation of nightmask.'
  const which = kind !== 'rollback' && serves.runId === runId ? 'this run' : `run ${serves.runId}`
  return `Staging was read to serve ${which}${describeMissing(serves)}.`
}

function describeMissing({ missing }: Serves): string {
  if (missing === undefined) return ''
  return missing.length > 0
    ? `, which lacked ${missing.join(', ')}`
    : ', whose views, routines or events were not all made'
}

/** `run X` or `rollback X`. */
export function nameOf({ kind, runId }: AuditRecord): string {
  return `${kind === 'rollback' ? 'rollback' : 'run'} ${runId}`
}

function undescribed(marker: string): string {
  return `Staging serves run ${marker}, which no record here describes.`
}
