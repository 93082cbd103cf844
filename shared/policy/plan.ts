import type { ChunkRef } from '../schema/chunk.ts'
import type { DroppedTexts } from '../schema/drop-texts.ts'
import type { Schema } from '../schema/schema.ts'
import type { OwnCase } from './own-case.ts'
import type { Refresh } from './refresh.ts'
import type { RiskSet } from './risk/risk-set.ts'
import type { Accepted, Rule } from './rule.ts'
import type { PartFind } from './rule-kind.ts'
import type { StagingOwn } from './staging-own.ts'

/** What a run will do, settled before it writes anything: the policy resolved against the schema. Stored as plan.json. */
export interface Plan {
  readonly version: 1
  readonly runId: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly toolVersion: string
  /** What masks beside it, with versions; absent in older plans. */
  readonly masksWith?: string
  readonly dataset: string | null
  /** ISO 8601, UTC: a dataset's schema may be dropped from then on. Absent in a full run. */
  readonly expiresAt?: string
  readonly seed: {
    readonly value: number
    readonly edgeCases: readonly string[]
    /** The configuration's own. */
    readonly cases?: readonly OwnCase[]
  }
  readonly source: ServerIdentity
  readonly staging: ServerIdentity
  /** Schema on the staging server that is loaded and verified unseen. */
  readonly shadow: string
  readonly keepTables: readonly string[]
  readonly schema: Schema
  /** SHA-256, hex, of everything in `schema` that matters to masking; compared again before publish. */
  readonly schemaDigest: string
  readonly policyDigest: string
  /** Transformers that are not built in; absent where there are none. */
  readonly transformers?: readonly TransformerOrigin[]
  /** The pseudonym key of the run, where what plans knows it: on AWS it does not, and the receipts name what masked. */
  readonly keyId?: string
  readonly locale: string
  /** Tables whose rows are copied, largest first. */
  readonly tables: readonly TablePlan[]
  /** Tables that are made without their rows. */
  readonly skippedTables: readonly string[]
  /** Whether rows whose referenced row production itself does not have refuse the night; absent for no. */
  readonly refusesOrphans?: boolean
  /** Programs of the source that `schema` is without, because the policy says so; absent where there are none. */
  readonly notRestored?: readonly NotRestored[]
  /** Coincidences that the leak check lets stand, because the policy says so; absent where there are none. */
  readonly accepted?: readonly Accepted[]
  /** Texts of definitions that `schema` is without, because the policy says so; absent where there are none. */
  readonly dropped?: DroppedTexts
  /** Rows that staging keeps and settings that it needs; absent where there are none. */
  readonly own?: Omit<StagingOwn, 'keepTables' | 'migrate'>
  /** By which columns it is measured how few people share them; absent in older plans. */
  readonly risk?: readonly RiskSet[]
  readonly chunks: readonly ChunkRef[]
  /** Whether a kept generation is brought forward; absent for datasets and in older plans, which load everything. */
  readonly refresh?: Refresh
  /** How rows go into staging: streamed, by INSERT, or read by the server itself from S3. */
  readonly loadMethod: 'load-data' | 'insert' | 's3'
}

/** Which of the user's files a transformer comes from. */
export interface TransformerOrigin {
  readonly name: string
  /** Relative to nightmask.yaml. */
  readonly file: string
  /** SHA-256, hex, of the file's bytes, and of those of the user's files that it imports, in the order in which they are imported. */
  readonly digest: string
}

export interface NotRestored {
  /** Such as `view busiest`. */
  readonly program: string
  readonly reason: string
}

export interface TablePlan {
  readonly table: string
  /** Every stored column, in the table's order: the order of the SELECT and of the masked chunk. */
  readonly columns: readonly ColumnPlan[]
  readonly rowsEstimate: number
  readonly bytesEstimate: number
}

export interface ColumnPlan {
  readonly column: string
  readonly rule: Rule
  /** The resolved domain; '' when the rule draws nothing. */
  readonly domain: string
  /** `table.column` of the referenced key whose rule this foreign-key column takes. */
  readonly inheritedFrom: string | null
  /** Of a rule that draws from a person: the column of the same table that says whom the row is about. */
  readonly subject?: string
  /** What all columns of the domain can hold, so that the same value has the same pseudonym in each; left out where nothing is shared. */
  readonly room?: Room
  /** Whether its real values are surveyed though its own fakes are none: fakes in texts that are kept but for people could equal one. */
  readonly surveyed?: true
  /** Of a rule by row: a plan for each branch in the order of the policy, the last one for every other row. */
  readonly branches?: readonly BranchPlan[]
  /** Of a rule that replaces parts of a text: what is looked for, and how each part is masked. */
  readonly parts?: readonly PartPlan[]
  /** Of a rule that reaches inside values: a plan for each path in the order of the policy, the last one for everything else. */
  readonly inside?: readonly LeafPlan[]
}

export interface PartPlan extends ColumnPlan {
  readonly find: PartFind
  /** How the columns of its domain compare, so that equal is the same here and there; null where there are none. */
  readonly collation: string | null
}

export interface LeafPlan extends ColumnPlan {
  /** Null for everything else in the value. */
  readonly path: string | null
  /** How the columns of its domain compare, so that equal is the same here and there; null where there are none. */
  readonly collation: string | null
}

export interface BranchPlan extends ColumnPlan {
  /** What the column `rule.byRow.by` holds then; null for every other row. */
  readonly match: string | null
}

export interface Room {
  /** Longest result in characters, null without limit. */
  readonly maxLength: number | null
  /** Character sets that have to hold it. */
  readonly charsets: readonly string[]
}

/** Who a server is, without secrets: what the audit record shows and what staging is compared with. */
export interface ServerIdentity {
  /** server_uuid (MySQL), or a stable substitute on MariaDB made of server_id, hostname, port and datadir. */
  readonly serverId: string
  readonly version: string
  readonly database: string
  /** Host and port as given in the URL, never a user or password. */
  readonly address: string
}
