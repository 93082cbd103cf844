import { factsOf } from '../audit/index/facts.ts'
import { indexPage } from '../audit/index/index-page.ts'
import { page } from '../audit/page/page.ts'
import { hasSigned, type Signer, signedBytes } from '../audit/proof/signature.ts'
import { attest } from '../audit/proof/statement.ts'
import { type AuditRecord, auditRecordShape, type Check } from '../audit/record.ts'
import { RunFailedError } from '../errors.ts'
import type { Ports } from '../ports.ts'

export interface Audited {
  readonly recordPath: string
  readonly record: AuditRecord
}

/**
 * Signs a record that has its own shape, and names in it the key that does where that is another than the run's; without a signer it stays
 * unsigned. Throws RunFailedError when the signature does not fit it.
 */
export async function signed(unsigned: AuditRecord, signer: Signer | null): Promise<AuditRecord> {
  if (!signer) return unsigned
  const named = signer.id === unsigned.key?.id ? unsigned : { ...unsigned, signedBy: signer.id }
  const bytes = signedBytes(named)
  const { algorithm, publicKey, value } = await signer.sign(bytes)
  const signature = { algorithm, publicKey, value }
  if (hasSigned(signature, bytes)) return { ...named, signature }
  throw new RunFailedError(`The audit record of ${named.runId} was signed, and the signature does not fit it.`)
}

/** Writes a record that is made, with its page. The signed statement about both and the index of all come after it, and fail nothing. */
export async function fileRecord(
  record: AuditRecord,
  { records, signer }: Pick<Ports, 'records'> & { readonly signer: Signer | null },
): Promise<Audited> {
  const place = await records.place(record)
  const made = page(record, place)
  const recordPath = await records.write(record, made)
  // Whoever signed the record has to sign the statement: one that was kept aside may be of an earlier key.
  if (signer && record.signature && signer.id === (record.signedBy ?? record.key?.id))
    await attest(record, made, place.path, signer)
      .then((envelope) => records.writeEnvelope(place.path, envelope))
      .catch(() => undefined)
  await refreshIndex(record, place.path, records).catch(() => undefined)
  return { recordPath, record }
}

// A next run writes it again, and `audit open` makes its own.
async function refreshIndex(record: AuditRecord, path: string, records: Ports['records']): Promise<void> {
  const index = await records.index(false, factsOf(record, path))
  await records.writeIndex(index, indexPage(index, record.endedAt))
}

/** Before anything is begun: throws RunFailedError unless a record of it could be signed and written. */
export async function assertRecordable(
  startedAt: string,
  { records, signer }: Pick<Ports, 'records'> & { readonly signer: Signer | null },
): Promise<void> {
  await records.prepare(startedAt)
  if (signer) await assertSigns(signer)
}

/** Throws RunFailedError where nothing can be signed. What is signed is no record: it has not the shape of one. */
export async function assertSigns(signer: Signer): Promise<void> {
  await signer.sign(Buffer.from('nightmask: can this be signed?'))
}

/** Stands in a record that nothing could sign. */
export function unsignedCheck(why: string): Check {
  return { name: 'signature', verdict: 'skipped', covered: 'this record', findings: [], note: why }
}

/** Throws RunFailedError: a record that its own schema refuses would prove nothing. Better no record, and a run that says so. */
export function assertShape(record: AuditRecord): AuditRecord {
  const { error } = auditRecordShape.safeParse(record)
  if (!error) return record
  const places = [...new Set(error.issues.map(({ path }) => path.join('.') || 'the record'))]
  throw new RunFailedError(`The audit record of ${record.runId} has not its own shape at ${places.join(', ')}.`)
}
