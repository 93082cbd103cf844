import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { AuditRecord } from '../record.ts'
import { canonicalJson } from './canonical-json.ts'

export type Signature = NonNullable<AuditRecord['signature']>

/** Signs audit records. On AWS it is a KMS key's, which nobody can copy; elsewhere its key is derived from the pseudonym key. */
export interface Signer {
  /** Public name of its key: `k-…`, or the ARN of a KMS key. */
  readonly id: string
  /** Throws RunFailedError where nothing can be signed now. */
  sign(bytes: Uint8Array): Promise<Signature>
}

/** What a reviewer holds against signatures: the name of a key where it has one, and its public key as SPKI DER in base64. */
export interface KnownKey {
  readonly id: string
  readonly publicKey: string
}

/** The purpose of the pseudonym key's subkey that signs. */
export const signaturePurpose = 'audit-signature'

/** Each algorithm with the digest that is signed, null where the bytes are, and the curve of its keys. */
export const algorithms = {
  Ed25519: { hash: null, curve: 'ed25519' },
  ECDSA_SHA_256: { hash: 'sha256', curve: 'prime256v1' },
  ECDSA_SHA_384: { hash: 'sha384', curve: 'secp384r1' },
} as const satisfies Record<Signature['algorithm'], { hash: string | null; curve: string }>

// PKCS#8 of an Ed25519 private key (RFC 8410) up to the seed.
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs with Ed25519. `seed` is the 32-byte private key; the same seed gives the same signature. */
export function ed25519Signer(id: string, seed: Uint8Array): Signer & KnownKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = publicKeyText(createPublicKey(privateKey))
  return {
    ...{ id, publicKey },
    sign: async (bytes) => ({
      ...{ algorithm: 'Ed25519', publicKey },
      value: sign(null, bytes, privateKey).toString('base64'),
    }),
  }
}

/** The record with its signature; what it had is replaced. */
export async function signRecord(record: AuditRecord, signer: Signer): Promise<AuditRecord> {
  return { ...record, signature: await signer.sign(signedBytes(record)) }
}

/** Whether the signature fits the record and the public key in it; false without a signature. Whose key it is, it does not say. */
export function hasValidSignature(record: AuditRecord): boolean {
  return hasSigned(record.signature, signedBytes(record))
}

/** The same of these bytes; false without a signature. */
export function hasSigned(signature: Signature | null | undefined, signed: Uint8Array): boolean {
  const { algorithm, publicKey, value } = signature ?? {}
  const { hash, curve } = (algorithm && algorithms[algorithm]) ?? {}
  const [der, bytes] = [decodeBase64(publicKey), decodeBase64(value)]
  if (curve === undefined || hash === undefined || !der || !bytes) return false
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return curveOf(key) === curve && verify(hash, signed, key, bytes)
  } catch {
    return false
  }
}

/** SPKI DER in base64: how records hold public keys. */
export function publicKeyText(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64')
}

/** `ed25519`, or the curve of an elliptic key as OpenSSL calls it. */
export function curveOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | undefined {
  return asymmetricKeyType === 'ec' ? asymmetricKeyDetails?.namedCurve : asymmetricKeyType
}

// Buffer ignores what is no base64; a signature has one spelling only.
function decodeBase64(text: string | undefined): Buffer | null {
  if (typeof text !== 'string') return null
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

/** What a signature is over: the canonical JSON of the record without one. */
export function signedBytes(record: AuditRecord): Buffer {
  const { signature: _signature, ...signed } = record
  return Buffer.from(canonicalJson(signed))
}
