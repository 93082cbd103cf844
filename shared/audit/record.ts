import { z } from 'zod'
import { edgeCaseShape } from './edge-case.ts'
import { measuredShape, riskShape } from './measured.ts'
import { migrationShape, ownShape } from './own.ts'
import { refreshShape } from './refresh.ts'
import { type columnAuditShape, tableAuditShape } from './table-audit.ts'
import { methodShape } from './utility.ts'

// The shape of the audit record. schemas/audit.schema.json is made from this file; a test compares them.

const text = z.string()
const count = z.number().int().nonnegative()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const time = z.iso.datetime()

export const identityShape = z.strictObject({
  serverId: text.describe('server_uuid of MySQL, or a stable substitute on MariaDB'),
  version: text,
  database: text,
  address: text.describe('Host and port, or the path of the socket'),
})

export const checkShape = z.strictObject({
  name: text,
  verdict: z
    .enum(['passed', 'failed', 'skipped', 'not-asked'])
    .describe('skipped: not checked, and `note` says why; never a pass. not-asked: there was nothing to check'),
  covered: text.describe('What was looked at, in words and numbers'),
  findings: z.array(text).describe('Coordinates of what was found; never a value'),
  note: text.nullable(),
})

export const stepTimingShape = z.strictObject({
  step: text,
  startedAt: time,
  milliseconds: count,
  rows: count,
  bytes: count,
})

export const snapshotShape = z.strictObject({
  consistency: z
    .enum(['quiet-window', 'locked-open', 'single-connection', 'clone'])
    .describe('How one moment was reached over all connections'),
  position: text.nullable().describe('GTID set or binlog position; null where the server keeps none'),
  connections: count,
  tries: count,
  reason: text.optional().describe('Why this way was taken, one sentence; absent in older records'),
})

export const changeShape = z.strictObject({
  from: text.nullable().describe('The run that staging was read to serve before'),
  to: text.nullable().describe('The run whose generation was brought back, null when none was'),
  reason: text.nullable().describe('As it was given; null when nobody gave one'),
})

export const servesShape = z.strictObject({
  runId: text.nullable().describe("The run in staging's marker, null without a marker"),
  readAt: time,
  missing: z
    .array(text)
    .optional()
    .describe('What that generation lacked, as `trigger stamp`; absent when it was complete'),
})

export const coincidenceShape = z.strictObject({
  in: text.describe('Where they stand: `table.column` of staging, or a definition such as `table orders`'),
  of: text.describe('The masked column whose real values they are'),
  cells: count,
  values: count.describe('How many different ones'),
  what: text.describe('What sort of value, the gravest of them'),
  outcome: z
    .enum(['refused', 'accepted', 'passed', 'reported'])
    .describe('accepted: by a line of the policy; passed: the words stood there before; reported: they tell nothing'),
  reason: text,
  line: text
    .nullable()
    .describe('The entry of `accepted` in policy.yaml that would let them stand; null where they do'),
})

export const acceptedShape = z.strictObject({
  in: text,
  of: text,
  reason: text,
  cells: count.nullable().describe('How many at most, null for any number'),
  values: count.nullable().describe('How many different ones at most, null for any number'),
  unusedFor: count.nullable().describe('Published runs in a row in which it covered nothing; null when nobody looked'),
})

export const auditRecordShape = z.strictObject({
  $schema: z.literal('https://nightmask.invalid/audit/v1.json'),
  version: z.literal(1),
  kind: z
    .enum(['run', 'rollback'])
    .optional()
    .describe('What was to change staging; absent in older records, which are of runs'),
  runId: text.describe('Of a rollback: the name of its record'),
  toolVersion: text,
  by: text
    .optional()
    .describe('Who: user@host as the machine knows them, or the execution on AWS; absent in older records'),
  engine: z
    .enum(['process', 'lambda', 'task'])
    .optional()
    .describe('What did the work: `nightmask run`, or on AWS functions or one task; absent in older records'),
  outcome: z
    .enum(['published', 'refused', 'failed', 'interrupted', 'abandoned', 'rolled-back'])
    .describe('abandoned: it ended without writing its record, which a later one wrote'),
  reached: text.describe('The step that was reached last'),
  failure: text.nullable().describe('One sentence with coordinates, null when published'),
  startedAt: time,
  endedAt: time,
  dataset: text.nullable(),
  seed: z.number().int(),
  source: identityShape.nullable().describe('Null, like all of the plan, when the run failed before it had one'),
  staging: identityShape.nullable(),
  snapshot: snapshotShape.nullable(),
  policyDigest: sha256.nullable().describe('SHA-256 of the bytes of policy.yaml'),
  transformers: z
    .array(z.strictObject({ name: text, file: text, digest: sha256.describe('SHA-256 of its source') }))
    .optional()
    .describe('Transformers of your own that the run knew; absent where there were none'),
  schemaDigest: sha256.nullable(),
  key: z
    .strictObject({ id: text, version: text.nullable() })
    .nullable()
    .describe('Public name of the key that masked; never the key. Null where nothing was masked'),
  signedBy: text
    .optional()
    .describe('Name of the key that signed, where it is another than that of the run: on AWS the ARN of a KMS key'),
  load: z.enum(['load-data', 'insert', 's3']).nullable(),
  refresh: refreshShape
    .optional()
    .describe('How staging was filled; absent in older records, of datasets, and where there was no plan'),
  tables: z.array(tableAuditShape),
  keepTables: z.array(text).describe("Tables of staging's own that were kept as they were"),
  own: ownShape
    .optional()
    .describe("Staging's own rows and settings; absent where it has none, or where the run came not so far"),
  migration: migrationShape.optional().describe('Ran after verification, before the swap; absent where there was none'),
  notRestored: z
    .array(z.strictObject({ program: text, reason: text }))
    .optional()
    .describe(
      'Views, routines, triggers and events that the policy leaves out, as `view name`; absent in older records',
    ),
  checks: z.array(checkShape),
  coincidences: z
    .array(coincidenceShape)
    .optional()
    .describe('Real values that stand elsewhere, all of them; absent in older records'),
  accepted: z.array(acceptedShape).optional().describe('Coincidences that the policy accepts; absent in older records'),
  edgeCases: z.array(edgeCaseShape),
  risk: z.array(riskShape),
  measured: measuredShape.optional().describe('How few people share what may be known of them; absent if uncounted'),
  change: changeShape.optional().describe('What a rollback did, absent in records of runs'),
  serves: servesShape
    .nullable()
    .optional()
    .describe(
      'What staging was read to serve when this was written; null when nobody could look, absent in older records',
    ),
  methods: z
    .array(methodShape)
    .optional()
    .describe('How figures about values are made, and what each cannot say; absent in older records'),
  publication: z.strictObject({ tables: count, previousSchema: text.nullable(), attempts: count }).nullable(),
  timings: z.array(stepTimingShape),
  tablesRoot: sha256
    .optional()
    .describe(
      'Root of the Merkle tree (RFC 6962) over the canonical JSON of each of `tables`, in their order; absent without tables and in older records',
    ),
  previousRecord: sha256.nullable().describe("SHA-256 of the previous record's canonical JSON, null for the first"),
  signature: z
    .strictObject({
      algorithm: z
        .enum(['Ed25519', 'ECDSA_SHA_256', 'ECDSA_SHA_384'])
        .describe(
          'Ed25519 of a key that is derived from the pseudonym key; the others of a KMS key, as KMS calls them',
        ),
      publicKey: text.describe(
        'SPKI DER, base64; of the key of the run, or of `signedBy`. Whose it is, it does not prove',
      ),
      value: text.describe('Over the canonical JSON (RFC 8785) of the record without its signature, base64'),
    })
    .nullable()
    .describe('Null where nothing could sign: then a skipped check says why'),
})

export type AuditRecord = z.infer<typeof auditRecordShape>
export type Check = z.infer<typeof checkShape>
export type CoincidenceAudit = z.infer<typeof coincidenceShape>
export type AcceptedAudit = z.infer<typeof acceptedShape>
export type EdgeCase = z.infer<typeof edgeCaseShape>
export type StepTiming = z.infer<typeof stepTimingShape>
export type SnapshotInfo = z.infer<typeof snapshotShape>
export type TableAudit = z.infer<typeof tableAuditShape>
export type ColumnAudit = z.infer<typeof columnAuditShape>
export type Serves = z.infer<typeof servesShape>
export type Risk = z.infer<typeof riskShape>
