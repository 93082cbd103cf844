import type { AuditRecord } from '../../shared/audit/record.ts'
import type { Config } from '../../shared/config/config.ts'
import { mostHours } from '../../shared/config/deploy.ts'
import { UsageError } from '../../shared/errors.ts'
import { hasSurveyed } from '../../shared/masking/rows/surveyor.ts'
import type { Plan } from '../../shared/policy/plan.ts'
import { packsOf } from '../../shared/schema/packs.ts'
import { changedShare } from './changed-share.ts'
import { type ChangedShare, type NightEstimate, type NightSize, nightOnAws } from './night.ts'

/** What a night of this plan takes as it is deployed. */
export interface AwsNight extends NightEstimate {
  readonly chunks: number
  /** `deploy.longest_hours`. */
  readonly longestHours: number
  /** A night by changes, if as much changes as in the last one; null where no record tells of one. */
  readonly byChanges: ByChanges | null
}

export interface ByChanges extends NightEstimate {
  readonly runId: string
  readonly share: ChangedShare
}

/** Chunks, hours and dollars of a night on AWS. Throws UsageError without a deploy section. */
export function planOnAws(plan: Plan, { deploy }: Pick<Config, 'deploy'>, last: AuditRecord | null): AwsNight {
  if (!deploy) throw new UsageError('nightmask.yaml has no deploy section, so nothing is known of a night on AWS.')
  const { readers, writers, chunks_per_batch: chunksPerBatch, longest_hours: longestHours } = deploy
  const size = { ...sizeOf(plan), readers, writers, chunksPerBatch }
  const share = last && changedShare(last)
  const byChanges = last && share ? { ...nightOnAws({ ...size, changed: share }), runId: last.runId, share } : null
  return { ...nightOnAws(size), chunks: plan.chunks.length, longestHours, byChanges }
}

function sizeOf({ tables, chunks }: Plan): Omit<NightSize, 'readers' | 'writers' | 'chunksPerBatch'> {
  const masked = (columns: Plan['tables'][number]['columns']) =>
    columns.filter(({ rule }) => rule.mask !== 'keep').length
  return {
    bytes: tables.reduce((sum, { bytesEstimate }) => sum + bytesEstimate, 0),
    chunks: Math.max(1, packsOf(chunks).length),
    largestRows: Math.max(0, ...tables.map(({ rowsEstimate }) => rowsEstimate)),
    surveyed: tables.some(hasSurveyed),
    originals: tables.reduce((sum, { rowsEstimate, columns }) => sum + rowsEstimate * masked(columns), 0),
  }
}

/** Why this night would be ended before it has published; null where it would not. A wrong setting, so the exit code is that of usage. */
export function unfit({
  totalHours,
  longestHours,
  hours,
  longestMinutes,
}: Omit<AwsNight, 'byChanges'>): UsageError | null {
  const hoursOf = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} h`
  if (longestMinutes > 15)
    return new UsageError(
      `One batch of a night on AWS takes about ${Math.ceil(longestMinutes)} minutes, and a function has 15: lower deploy.chunks_per_batch.`,
    )
  if (totalHours <= longestHours) return null
  const takes = `A night on AWS takes about ${hoursOf(totalHours)}, and deploy.longest_hours ends it after ${longestHours}`
  const needed = Math.ceil(totalHours)
  if (needed <= mostHours)
    return new UsageError(`${takes}: set it to ${needed} or more, or give it more deploy.readers and deploy.writers.`)
  return new UsageError(
    hours.indexes > totalHours / 2
      ? `${takes} (${mostHours} at the most): the indexes of the largest table alone are one statement of ${hoursOf(hours.indexes)}, which only staging's server can shorten.`
      : `${takes} (${mostHours} at the most): it needs more deploy.readers and deploy.writers, and a staging that takes as many.`,
  )
}
