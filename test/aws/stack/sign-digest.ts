import { createECDH, createPublicKey, type KeyObject } from 'node:crypto'

// The order of P-256.
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** A key on P-256 that signs digests as KMS does; Node's own API hashes what it signs, and emulators do the same. */
export interface DigestKey {
  readonly publicKey: KeyObject
  /** ECDSA (FIPS 186-5) over 32 bytes, as DER. */
  sign(digest: Uint8Array): Uint8Array
}

export function digestKey(): DigestKey {
  const secret = createECDH('prime256v1')
  secret.generateKeys()
  const point = secret.getPublicKey()
  const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) }
  const d = numberOf(secret.getPrivateKey())
  return {
    publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
    sign(digest) {
      const once = createECDH('prime256v1')
      once.generateKeys()
      const k = numberOf(once.getPrivateKey())
      const r = numberOf(once.getPublicKey().subarray(1, 33)) % order
      const s = (inverse(k) * ((numberOf(digest) + r * d) % order)) % order
      const body = [r, s].flatMap((number) => [...integer(number)])
      return Uint8Array.of(0x30, body.length, ...body)
    },
  }
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

// By Fermat: the order is a prime.
function inverse(value: bigint): bigint {
  let [result, base] = [1n, value % order]
  for (let exponent = order - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % order
    base = (base * base) % order
  }
  return result
}

function integer(value: bigint): Uint8Array {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  const positive = bytes[0]! & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
  return Buffer.concat([Buffer.of(0x02, positive.length), positive])
}
