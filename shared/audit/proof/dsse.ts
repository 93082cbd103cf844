import { hasSigned, type Signature, type Signer } from './signature.ts'

/** A DSSE envelope (secure-systems-lab/dsse 1.0.2), as stock tools read it. `keyid` is a hint and proves nothing. */
export interface Envelope {
  /** Base64. */
  readonly payload: string
  readonly payloadType: string
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[]
}

/** Signs bytes of a type. */
export async function seal(payloadType: string, body: Uint8Array, signer: Signer): Promise<Envelope> {
  const { value } = await signer.sign(preAuthenticated(payloadType, body))
  const payload = Buffer.from(body).toString('base64')
  return { payload, payloadType, signatures: [{ keyid: signer.id, sig: value }] }
}

/** What is in an envelope whose signature is of this key; null where it is of no such signature, or no envelope. */
export function openSealed(
  envelope: unknown,
  key: Pick<Signature, 'algorithm' | 'publicKey'>,
): { readonly payloadType: string; readonly body: Buffer } | null {
  if (!isEnvelope(envelope)) return null
  const { payloadType, payload, signatures } = envelope
  const body = Buffer.from(payload, 'base64')
  const signed = preAuthenticated(payloadType, body)
  return signatures.some(({ sig }) => hasSigned({ ...key, value: sig }, signed)) ? { payloadType, body } : null
}

/** What is signed: the Pre-Authentication Encoding, in which neither type nor body can run into the other. Lengths are in bytes. */
export function preAuthenticated(payloadType: string, body: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${body.length} `
  return Buffer.concat([Buffer.from(head), body])
}

export function isEnvelope(value: unknown): value is Envelope {
  const { payload, payloadType, signatures } = (value ?? {}) as Partial<Envelope>
  return (
    typeof payload === 'string' &&
    typeof payloadType === 'string' &&
    Array.isArray(signatures) &&
    signatures.every((signature) => typeof signature?.sig === 'string')
  )
}
