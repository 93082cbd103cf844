import { z } from 'zod'

const count = z.number().int().nonnegative()

/** What the index tells of one record: small enough to keep hundreds of them, and derived from the record alone. */
export const runFactsShape = z.strictObject({
  path: z.string().regex(/^\d{4}\/\d\d\/\d\d\/[A-Za-z0-9.-]+$/),
  sha256: z.string(),
  kind: z.enum(['run', 'rollback']),
  runId: z.string(),
  outcome: z.enum(['published', 'refused', 'failed', 'interrupted', 'abandoned', 'rolled-back']),
  reached: z.string(),
  dataset: z.string().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  staging: z.strictObject({ serverId: z.string(), database: z.string() }).nullable(),
  serves: z.string().nullable(),
  rows: count,
  checks: z.strictObject({ passed: count, failed: count, skipped: count }),
  kept: count.nullable(),
  below5: count.nullable(),
})
