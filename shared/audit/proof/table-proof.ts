import { z } from 'zod'
import type { AuditRecord, TableAudit } from '../record.ts'
import { tableAuditShape } from '../table-audit.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Envelope } from './dsse.ts'
import { pathTo, rootBy, rootOf } from './merkle.ts'
import type { KnownKey } from './signature.ts'
import { statementIn } from './statement.ts'

/**
 * What a record says of one table, and what shows that it does, without any other table's figures. `index`: which of `size` tables it
 * is; `path`: the siblings on the way to the root, hex (RFC 6962); `envelope`: the signed statement that holds the root.
 */
export const tableProofShape = z.strictObject({
  type: z.literal('https://nightmask.invalid/table-proof/v1'),
  runId: z.string(),
  table: tableAuditShape,
  index: z.number().int().nonnegative(),
  size: z.number().int().positive(),
  path: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(64),
  envelope: z.looseObject({
    payload: z.string(),
    payloadType: z.string(),
    signatures: z.array(z.looseObject({ keyid: z.string(), sig: z.string() })),
  }),
  signedWith: z.strictObject({
    algorithm: z.enum(['Ed25519', 'ECDSA_SHA_256', 'ECDSA_SHA_384']),
    publicKey: z.string(),
  }),
})

export type TableProof = z.infer<typeof tableProofShape>

/** Root over what a record says of its tables, hex. */
export function tablesRoot(tables: readonly TableAudit[]): string {
  return rootOf(tables.map(bytesOf)).toString('hex')
}

/** The proof for one table of a record; null where the record has no such table or no signature. */
export function proveTable(
  { runId, tables, signature }: AuditRecord,
  name: string,
  envelope: Envelope,
): TableProof | null {
  const index = tables.findIndex(({ table }) => table === name)
  const table = tables[index]
  if (!table || !signature) return null
  const { algorithm, publicKey } = signature
  return {
    ...{ type: 'https://nightmask.invalid/table-proof/v1', runId, table, index, size: tables.length },
    path: pathTo(index, tables.map(bytesOf)).map((hash) => hash.toString('hex')),
    envelope: { ...envelope, signatures: [...envelope.signatures] },
    signedWith: { algorithm, publicKey },
  }
}

/** What is wrong with a proof, a sentence each. With `keys`, one of them has to have signed. */
export function proofProblems(proof: TableProof, keys: readonly KnownKey[]): string[] {
  const { table, index, size, path, envelope, signedWith, runId } = proof
  const statement = statementIn(envelope, signedWith)
  if (!statement)
    return ['the signature of its statement does not fit: the statement was changed, or signed with another key']
  const { tables, runId: stated } = statement.predicate
  const root = rootBy(
    bytesOf(table),
    index,
    size,
    path.map((hash) => Buffer.from(hash, 'hex')),
  )
  return [
    ...(keys.length > 0 && !keys.some(({ publicKey }) => publicKey === signedWith.publicKey)
      ? ['it was signed with none of the keys that may sign']
      : []),
    ...(stated === runId ? [] : [`its statement is about run ${stated}, and the proof about ${runId}`]),
    ...(tables && tables.size === size && root?.toString('hex') === tables.root
      ? []
      : [`what it says of ${table.table} is not what the record of run ${stated} holds: it was changed`]),
  ]
}

function bytesOf(table: TableAudit): Buffer {
  return Buffer.from(canonicalJson(table))
}
