import { createHash } from 'node:crypto'
import { SipHash } from '../masking/digests/siphash.ts'

const rounds = 4

/** The 16-byte key of a sample: another seed or table, another sample. It is no secret: it only has to mix. */
export function sampleKey(table: string, seed: number): Uint8Array {
  return new Uint8Array(createHash('sha256').update(`nightmask sample\0${seed}\0${table}`).digest().subarray(0, 16))
}

/** Rank of a key by SipHash-2-4: 53 bits. */
export function hashRank(sip: SipHash, key: Uint8Array): number {
  sip.hash(key, 0, key.length)
  return sip.hi * 2 ** 21 + (sip.lo >>> 11)
}

/**
 * A keyed permutation of [0, 2^bits), the smallest even number of bits that holds `max` (up to 2^52): four Feistel rounds of
 * SipHash. Because it can be undone, the keys of the lowest ranks are found without looking at the others.
 */
export class KeyPermutation {
  readonly size: number
  readonly #half: number
  readonly #sip: SipHash
  readonly #block = new Uint8Array(8)

  constructor(key: Uint8Array, max: number) {
    this.#sip = new SipHash(key)
    let half = 2
    while (half * half <= max) half *= 2
    this.#half = half
    this.size = half * half
  }

  rankOf(key: number): number {
    let left = Math.floor(key / this.#half)
    let right = key % this.#half
    for (let round = 0; round < rounds; round++) [left, right] = [right, this.#xor(left, round, right)]
    return left * this.#half + right
  }

  keyAt(rank: number): number {
    let left = Math.floor(rank / this.#half)
    let right = rank % this.#half
    for (let round = rounds - 1; round >= 0; round--) [left, right] = [this.#xor(right, round, left), left]
    return left * this.#half + right
  }

  #xor(value: number, round: number, half: number): number {
    const block = this.#block
    block[0] = round
    for (let byte = 1, rest = half; byte < 8; byte++, rest = Math.floor(rest / 256)) block[byte] = rest & 0xff
    this.#sip.hash(block, 0, block.length)
    return ((value ^ this.#sip.lo) & (this.#half - 1)) >>> 0
  }
}
