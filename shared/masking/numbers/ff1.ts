import { type Cipheriv, createCipheriv } from 'node:crypto'
import { mostShort, ShortFf1 } from './ff1-short.ts'

/** Format-preserving encryption of decimal strings: two digits at least, as many come back; one-to-one among strings of one length. */
export interface Ff1 {
  encrypt(digits: string): string
  decrypt(digits: string): string
}

const rounds = 10
const blockBytes = 16

/** FF1 of NIST SP 800-38G, radix 10, AES with a `key` of 16, 24 or 32 bytes and a tweak (none by default). */
export function createFf1(key: Uint8Array, tweak: Uint8Array = new Uint8Array()): Ff1 {
  const long = createLongFf1(key, tweak)
  if (tweak.length > 0) return long
  const short = new ShortFf1(key)
  const of = (digits: string) => (digits.length <= mostShort ? short : long)
  return { encrypt: (digits) => of(digits).encrypt(digits), decrypt: (digits) => of(digits).decrypt(digits) }
}

/** The same for strings of any length. */
export function createLongFf1(key: Uint8Array, tweak: Uint8Array = new Uint8Array()): Ff1 {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false)
  const forms = new Map<number, Form>()
  const formOf = (length: number) => {
    const form = forms.get(length) ?? createForm(cipher, tweak, length)
    forms.set(length, form)
    return form
  }
  return {
    encrypt: (digits) => encrypt(cipher, formOf(digits.length), digits),
    decrypt: (digits) => decrypt(cipher, formOf(digits.length), digits),
  }
}

/** What is the same for all strings of one length. Names of single letters are those of the standard. */
interface Form {
  readonly u: number
  readonly v: number
  /** 10^u and 10^v. */
  readonly moduli: readonly [bigint, bigint]
  /** Bytes of the round function's result. */
  readonly d: number
  /** CBC-MAC of the header, where each round's begins. */
  readonly headerMac: Uint8Array
  /** Tweak, padding, round and number; the last two are written for each round. */
  readonly input: Buffer
  readonly roundAt: number
}

function createForm(cipher: Cipheriv, tweak: Uint8Array, n: number): Form {
  const u = n >> 1
  const v = n - u
  const b = Math.ceil(Math.ceil(v * Math.log2(10)) / 8)
  const padding = (blockBytes - ((tweak.length + b + 1) % blockBytes)) % blockBytes
  const header = Buffer.from([1, 2, 1, 0, 0, 10, rounds, u & 0xff, 0, 0, 0, 0, 0, 0, 0, 0])
  header.writeUInt32BE(n, 8)
  header.writeUInt32BE(tweak.length, 12)
  return {
    u,
    v,
    moduli: [10n ** BigInt(u), 10n ** BigInt(v)],
    d: 4 * Math.ceil(b / 4) + 4,
    headerMac: cipher.update(header),
    input: Buffer.concat([tweak, Buffer.alloc(padding + 1 + b)]),
    roundAt: tweak.length + padding,
  }
}

function encrypt(cipher: Cipheriv, form: Form, digits: string): string {
  let left = BigInt(digits.slice(0, form.u))
  let right = BigInt(digits.slice(form.u))
  for (let round = 0; round < rounds; round++) {
    const sum = (left + roundNumber(cipher, form, round, right)) % form.moduli[round & 1]!
    left = right
    right = sum
  }
  return join(form, left, right)
}

function decrypt(cipher: Cipheriv, form: Form, digits: string): string {
  let left = BigInt(digits.slice(0, form.u))
  let right = BigInt(digits.slice(form.u))
  for (let round = rounds - 1; round >= 0; round--) {
    const modulus = form.moduli[round & 1]!
    const difference = (right - (roundNumber(cipher, form, round, left) % modulus) + modulus) % modulus
    right = left
    left = difference
  }
  return join(form, left, right)
}

function join({ u, v }: Form, left: bigint, right: bigint): string {
  return left.toString().padStart(u, '0') + right.toString().padStart(v, '0')
}

/** The round function: CBC-MAC of the input, stretched to `d` bytes by encrypting it with a counter. */
function roundNumber(cipher: Cipheriv, { input, roundAt, headerMac, d }: Form, round: number, half: bigint): bigint {
  input[roundAt] = round
  let rest = half
  for (let at = input.length - 1; at > roundAt; at--, rest >>= 8n) input[at] = Number(rest & 0xffn)
  let mac = headerMac
  for (let at = 0; at < input.length; at += blockBytes) mac = cipher.update(xorBlock(mac, input, at))
  let number = leading(mac, Math.min(d, blockBytes))
  for (let done = blockBytes, counter = 1; done < d; done += blockBytes, counter++) {
    const bytes = Math.min(d - done, blockBytes)
    number = (number << BigInt(bytes * 8)) | leading(cipher.update(xorCounter(mac, counter)), bytes)
  }
  return number
}

const block = Buffer.alloc(blockBytes)

function xorBlock(mac: Uint8Array, input: Uint8Array, start: number): Buffer {
  for (let at = 0; at < blockBytes; at++) block[at] = mac[at]! ^ input[start + at]!
  return block
}

function xorCounter(mac: Uint8Array, counter: number): Buffer {
  block.set(mac)
  block.writeUInt32BE((block.readUInt32BE(12) ^ counter) >>> 0, 12)
  return block
}

/** The first bytes as one number. */
function leading(bytes: Uint8Array, count: number): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const whole = (view.getBigUint64(0) << 64n) | view.getBigUint64(8)
  return whole >> BigInt((blockBytes - count) * 8)
}
