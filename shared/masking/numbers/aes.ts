/**
 * AES of one block at a time (FIPS 197), for FF1, whose rounds need the result of the block before: node:crypto takes a microsecond to be
 * called and a buffer for each block, this a fifth of it. A test compares it with OpenSSL. Encryption only; keys of 16, 24 or 32 bytes.
 */
export class AesBlock {
  /** The result as big-endian words, valid until the next call. */
  readonly out: Int32Array = new Int32Array(4)
  readonly #keys: Int32Array

  constructor(key: Uint8Array) {
    this.#keys = expandKey(key)
  }

  encrypt(word0: number, word1: number, word2: number, word3: number): void {
    const keys = this.#keys
    let [a, b, c, d] = [word0 ^ keys[0]!, word1 ^ keys[1]!, word2 ^ keys[2]!, word3 ^ keys[3]!]
    const last = keys.length - 4
    for (let at = 4; at < last; at += 4) {
      const e = t0[a >>> 24]! ^ t1[(b >>> 16) & 255]! ^ t2[(c >>> 8) & 255]! ^ t3[d & 255]! ^ keys[at]!
      const f = t0[b >>> 24]! ^ t1[(c >>> 16) & 255]! ^ t2[(d >>> 8) & 255]! ^ t3[a & 255]! ^ keys[at + 1]!
      const g = t0[c >>> 24]! ^ t1[(d >>> 16) & 255]! ^ t2[(a >>> 8) & 255]! ^ t3[b & 255]! ^ keys[at + 2]!
      d = t0[d >>> 24]! ^ t1[(a >>> 16) & 255]! ^ t2[(b >>> 8) & 255]! ^ t3[c & 255]! ^ keys[at + 3]!
      a = e
      b = f
      c = g
    }
    const { out } = this
    out[0] = lastRound(a, b, c, d) ^ keys[last]!
    out[1] = lastRound(b, c, d, a) ^ keys[last + 1]!
    out[2] = lastRound(c, d, a, b) ^ keys[last + 2]!
    out[3] = lastRound(d, a, b, c) ^ keys[last + 3]!
  }
}

function lastRound(a: number, b: number, c: number, d: number): number {
  return (sbox[a >>> 24]! << 24) | (sbox[(b >>> 16) & 255]! << 16) | (sbox[(c >>> 8) & 255]! << 8) | sbox[d & 255]!
}

function expandKey(key: Uint8Array): Int32Array {
  const size = key.length / 4
  const keys = new Int32Array(4 * (size + 7))
  const view = new DataView(key.buffer, key.byteOffset, key.length)
  let constant = 1
  for (let at = 0; at < keys.length; at++) {
    let word = at < size ? view.getInt32(at * 4) : keys[at - 1]!
    if (at >= size) {
      if (at % size === 0) {
        const turned = (word << 8) | (word >>> 24)
        word = lastRound(turned, turned, turned, turned) ^ (constant << 24)
        constant = double(constant)
      } else if (size > 6 && at % size === 4) word = lastRound(word, word, word, word)
      word ^= keys[at - size]!
    }
    keys[at] = word
  }
  return keys
}

/** Multiplication by two in GF(2^8) of AES. */
function double(byte: number): number {
  return ((byte << 1) ^ (byte & 0x80 ? 0x11b : 0)) & 255
}

/** Walks the field by a generator and its inverse, so that each byte meets its reciprocal; then the affine map (FIPS 197, 5.1.1). */
function makeSbox(): Uint8Array {
  const box = new Uint8Array(256)
  box[0] = 0x63
  let [byte, reciprocal] = [1, 1]
  do {
    byte = byte ^ double(byte)
    reciprocal ^= reciprocal << 1
    reciprocal ^= reciprocal << 2
    reciprocal = (reciprocal ^ (reciprocal << 4)) & 255
    if (reciprocal & 0x80) reciprocal ^= 0x09
    const turned = (by: number) => ((reciprocal << by) | (reciprocal >>> (8 - by))) & 255
    box[byte] = reciprocal ^ turned(1) ^ turned(2) ^ turned(3) ^ turned(4) ^ 0x63
  } while (byte !== 1)
  return box
}

const sbox = makeSbox()
/** Substitution and mixing of a column in one look-up, by the place of the byte. */
const t0 = Int32Array.from(sbox, (byte) => (double(byte) << 24) | (byte << 16) | (byte << 8) | (double(byte) ^ byte))
const turnedBy = (bits: number) => t0.map((word) => (word >>> bits) | (word << (32 - bits)))
const [t1, t2, t3] = [turnedBy(8), turnedBy(16), turnedBy(24)]
