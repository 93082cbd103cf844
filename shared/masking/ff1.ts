import { type Cipheriv, createCipheriv } from 'node:crypto'

/** Format-preserving encryption of decimal strings. */
export interface Ff1 {
  /** Six digits at least; as many digits come back. One-to-one among strings of one length. */
  encrypt(digits: string): string
}

const radix = 10n
const rounds = 10

/** FF1 of NIST SP 800-38G, radix 10, AES-256, `key` of 32 bytes and a tweak (none by default). */
export function createFf1(key: Uint8Array, tweak: Uint8Array = new Uint8Array()): Ff1 {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false)
  return { encrypt: (digits) => encrypt(cipher, tweak, digits) }
}

function encrypt(cipher: Cipheriv, tweak: Uint8Array, digits: string): string {
  const n = digits.length
  const u = n >> 1
  const v = n - u
  const b = Math.ceil(Math.ceil(v * Math.log2(10)) / 8)
  const d = 4 * Math.ceil(b / 4) + 4
  const p = header(u, n, tweak.length)
  let left = digits.slice(0, u)
  let right = digits.slice(u)
  for (let round = 0; round < rounds; round++) {
    const q = roundInput(tweak, b, round, BigInt(right))
    const y = BigInt(`0x${roundOutput(cipher, Buffer.concat([p, q]), d).toString('hex')}`)
    const m = round % 2 === 0 ? u : v
    const sum = (BigInt(left) + y) % radix ** BigInt(m)
    left = right
    right = sum.toString().padStart(m, '0')
  }
  return left + right
}

function header(u: number, n: number, t: number): Buffer {
  const p = Buffer.from([1, 2, 1, 0, 0, Number(radix), rounds, u & 0xff, 0, 0, 0, 0, 0, 0, 0, 0])
  p.writeUInt32BE(n, 8)
  p.writeUInt32BE(t, 12)
  return p
}

function roundInput(tweak: Uint8Array, b: number, round: number, right: bigint): Buffer {
  const padding = (16 - ((tweak.length + b + 1) % 16)) % 16
  const number = Buffer.from(right.toString(16).padStart(b * 2, '0'), 'hex')
  return Buffer.concat([tweak, Buffer.alloc(padding), Buffer.of(round), number])
}

/** CBC-MAC of the input, stretched to `d` bytes by encrypting it with a counter. */
function roundOutput(cipher: Cipheriv, input: Buffer, d: number): Buffer {
  let mac = Buffer.alloc(16)
  for (let at = 0; at < input.length; at += 16) mac = cipher.update(xor(mac, input.subarray(at, at + 16)))
  const blocks = [mac]
  for (let counter = 1; blocks.length * 16 < d; counter++) {
    const block = Buffer.alloc(16)
    block.writeUInt32BE(counter, 12)
    blocks.push(cipher.update(xor(mac, block)))
  }
  return Buffer.concat(blocks).subarray(0, d)
}

function xor(a: Uint8Array, b: Uint8Array): Buffer<ArrayBuffer> {
  return Buffer.from(a.map((byte, at) => byte ^ b[at]!))
}
