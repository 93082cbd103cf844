import { createHash } from 'node:crypto'
import type { AuditRecord } from '../record.ts'
import { canonicalJson } from './canonical-json.ts'
import { type Envelope, openSealed, seal } from './dsse.ts'
import { recordText } from './record-text.ts'
import type { Signature, Signer } from './signature.ts'

const payloadType = 'application/vnd.in-toto+json'
const statementType = 'https://in-toto.io/Statement/v1'
const predicateType = 'https://nightmask.invalid/audit-record/v1'

/** An in-toto Statement v1 about a record and its page: what they are, and what the record says in short. */
export interface Statement {
  readonly _type: typeof statementType
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[]
  readonly predicateType: typeof predicateType
  readonly predicate: Pick<
    AuditRecord,
    'runId' | 'outcome' | 'startedAt' | 'endedAt' | 'dataset' | 'source' | 'staging' | 'policyDigest' | 'schemaDigest'
  > & {
    readonly key: string | null
    readonly previousRecord: string | null
    /** Root of the tables' Merkle tree and how many they are; null without tables. */
    readonly tables: { readonly root: string; readonly size: number } | null
  }
}

/** Signs what a record and its page are. `path`: below `audit/`, without an ending. */
export async function attest(record: AuditRecord, page: string, path: string, signer: Signer): Promise<Envelope> {
  return seal(payloadType, Buffer.from(canonicalJson(statementOf(record, page, path))), signer)
}

/** The statement in an envelope that this key has signed; null where it is none. */
export function statementIn(envelope: unknown, key: Pick<Signature, 'algorithm' | 'publicKey'>): Statement | null {
  const opened = openSealed(envelope, key)
  if (opened?.payloadType !== payloadType) return null
  try {
    const statement = JSON.parse(opened.body.toString('utf8')) as Statement
    return statement._type === statementType && statement.predicateType === predicateType ? statement : null
  } catch {
    return null
  }
}

/** The bytes of a record as they are stored: what `sha256sum` sees. */
export function recordBytes(record: AuditRecord): Buffer {
  return Buffer.from(`${recordText(record)}\n`)
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function statementOf(record: AuditRecord, page: string, path: string): Statement {
  const { runId, outcome, startedAt, endedAt, dataset, source, staging, policyDigest, schemaDigest } = record
  return {
    _type: statementType,
    subject: [
      { name: `${path}.json`, digest: { sha256: sha256Of(recordBytes(record)) } },
      { name: `${path}.html`, digest: { sha256: sha256Of(page) } },
    ],
    predicateType,
    predicate: {
      ...{ runId, outcome, startedAt, endedAt, dataset, source, staging, policyDigest, schemaDigest },
      key: record.key?.id ?? null,
      previousRecord: record.previousRecord,
      tables: record.tablesRoot === undefined ? null : { root: record.tablesRoot, size: record.tables.length },
    },
  }
}
