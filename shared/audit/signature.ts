import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { AuditRecord } from './record.ts'

/** The purpose of the pseudonym key's subkey that signs. */
export const signaturePurpose = 'audit-signature'

// PKCS#8 of an Ed25519 private key (RFC 8410) up to the seed.
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The record with its signature. `seed` is the 32-byte Ed25519 private key; the same seed gives the same signature. */
export function signRecord(record: AuditRecord, seed: Uint8Array): AuditRecord {
  const privateKey = privateKeyOf(seed)
  const value = sign(null, signedBytes(record), privateKey).toString('base64')
  return { ...record, signature: { algorithm: 'Ed25519', publicKey: exportPublicKey(privateKey), value } }
}

/** The public key that belongs to a seed: SPKI DER in base64. */
export function publicKeyOf(seed: Uint8Array): string {
  return exportPublicKey(privateKeyOf(seed))
}

/** Whether the signature fits the record and the public key in it; false without a signature. Whose key it is, it does not say. */
export function hasValidSignature(record: AuditRecord): boolean {
  if (record.signature?.algorithm !== 'Ed25519') return false
  const der = decodeBase64(record.signature.publicKey)
  const value = decodeBase64(record.signature.value)
  if (!der || !value) return false
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' && verify(null, signedBytes(record), key, value)
  } catch {
    return false
  }
}

// Buffer ignores what is no base64; a signature has one spelling only.
function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

function signedBytes(record: AuditRecord): Buffer {
  const { signature: _signature, ...signed } = record
  return Buffer.from(canonicalJson(signed))
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
}

function exportPublicKey(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64')
}
