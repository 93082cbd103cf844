import { z } from 'zod'

// The shape of the audit record. schemas/audit.schema.json is made from this file; a test compares them.

const count = z.number().int().nonnegative()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const identityShape = z.strictObject({
  serverId: z.string(),
  version: z.string(),
  database: z.string(),
  address: z.string(),
})

/** `skipped` means not checked, and says why in `note`; it is never a pass. */
export const checkShape = z.strictObject({
  name: z.string(),
  verdict: z.enum(['passed', 'failed', 'skipped']),
  /** What was looked at, in words and numbers: "62 columns, 4,550,000 rows". */
  covered: z.string(),
  /** Coordinates of what was found; never a value. */
  findings: z.array(z.string()),
  note: z.string().nullable(),
})

export const edgeCaseShape = z.strictObject({
  name: z.string(),
  description: z.string(),
  table: z.string(),
  /** Primary-key columns and values of the seeded row. */
  key: z.record(z.string(), z.string()),
})

export const columnAuditShape = z.strictObject({
  column: z.string(),
  /** Transformer and options, without what the policy sets as a value: `faker (method location.city)`. */
  rule: z.string(),
  domain: z.string(),
  inheritedFrom: z.string().nullable(),
  reason: z.string().nullable(),
  /** Null for kept columns. */
  masked: count.nullable(),
  nullsKept: count.nullable(),
  redrawn: count.nullable(),
  /** Estimated with HyperLogLog, standard error 1.6 %. */
  distinctBefore: count.nullable(),
  distinctAfter: count.nullable(),
})

export const tableAuditShape = z.strictObject({
  table: z.string(),
  rows: z.enum(['copied', 'skipped']),
  rowsRead: count,
  /** COUNT(*) in the same snapshot. */
  rowsCounted: count,
  /** Rows that the masker replaced cells of, and rows of tables in which every column is kept: together the rows read. */
  rowsMasked: count,
  rowsKept: count,
  rowsLoaded: count,
  rowsSeeded: count,
  columns: z.array(columnAuditShape),
  chunks: z.array(z.strictObject({ n: count, rows: count, bytes: count, sha256 })),
})

/** One figure about what remains; `columns` are those it speaks of, as `table.column`. */
export const riskShape = z.strictObject({
  name: z.string(),
  value: z.number(),
  meaning: z.string(),
  columns: z.array(z.string()),
})

export const stepTimingShape = z.strictObject({
  step: z.string(),
  startedAt: z.iso.datetime(),
  milliseconds: count,
  rows: count,
  bytes: count,
})

export const auditRecordShape = z.strictObject({
  $schema: z.literal('https://nightmask.invalid/audit/v1.json'),
  version: z.literal(1),
  runId: z.string(),
  toolVersion: z.string(),
  outcome: z.enum(['published', 'refused', 'failed', 'interrupted']),
  /** The step that was reached last. */
  reached: z.string(),
  /** One sentence with coordinates, null when published. */
  failure: z.string().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  dataset: z.string().nullable(),
  seed: z.number().int(),
  source: identityShape.nullable(),
  staging: identityShape.nullable(),
  snapshot: z
    .strictObject({
      /** How one moment was reached over all connections. */
      consistency: z.enum(['quiet-window', 'locked-open', 'single-connection', 'clone']),
      /** GTID set or binlog position; null where the server keeps none. */
      position: z.string().nullable(),
      connections: count,
      tries: count,
    })
    .nullable(),
  policyDigest: sha256.nullable(),
  schemaDigest: sha256.nullable(),
  key: z.strictObject({ id: z.string(), version: z.string().nullable() }).nullable(),
  load: z.enum(['load-data', 'insert']).nullable(),
  tables: z.array(tableAuditShape),
  /** Tables of staging's own that were kept as they were. */
  keepTables: z.array(z.string()),
  checks: z.array(checkShape),
  edgeCases: z.array(edgeCaseShape),
  risk: z.array(riskShape),
  publication: z.strictObject({ tables: count, previousSchema: z.string().nullable(), attempts: count }).nullable(),
  timings: z.array(stepTimingShape),
  /** SHA-256 of the previous record's canonical JSON, null for the first. */
  previousRecord: sha256.nullable(),
  /**
   * Ed25519 over the canonical JSON of everything else; the key pair is derived from the run's pseudonym key. The public key is
   * SPKI DER and both are base64. Null when the run failed before its key was read: then a skipped check says so.
   */
  signature: z.strictObject({ algorithm: z.literal('Ed25519'), publicKey: z.string(), value: z.string() }).nullable(),
})

export type AuditRecord = z.infer<typeof auditRecordShape>
export type Check = z.infer<typeof checkShape>
export type EdgeCase = z.infer<typeof edgeCaseShape>
export type StepTiming = z.infer<typeof stepTimingShape>
export type SnapshotInfo = NonNullable<AuditRecord['snapshot']>
export type TableAudit = z.infer<typeof tableAuditShape>
export type Risk = z.infer<typeof riskShape>
export type ColumnAudit = z.infer<typeof columnAuditShape>
