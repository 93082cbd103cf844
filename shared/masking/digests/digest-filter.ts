const blockWords = 16
const blockBytes = blockWords * 4
const bitsPerDigest = 16
/** 2 GiB hold a thousand million digests at 16 bits each; beyond that the filter fills up, and more cells have to be looked at twice. */
const mostBytes = 2 ** 31

/**
 * Bloom filter (Bloom, 1970) of 64-bit digests, with its four bits in one block of 64 bytes (Putze, Sanders and Singler, 2007): a
 * digest that was added is always found, another one in about 3 of 1,000 cases. In shared memory: threads look up in one copy.
 */
export class DigestFilter {
  readonly shared: SharedArrayBuffer
  readonly #words: Uint32Array
  readonly #blocks: number

  /** `capacity`: how many digests will be added, and the share of the memory that they may take; or the memory of another filter. */
  constructor(capacity: number | SharedArrayBuffer, share = 1) {
    this.shared = typeof capacity === 'number' ? new SharedArrayBuffer(filterBytes(capacity, share)) : capacity
    this.#words = new Uint32Array(this.shared)
    this.#blocks = this.#words.length / blockWords
  }

  add(hi: number, lo: number): void {
    const words = this.#words
    const block = this.#block(hi)
    let bits = lo
    for (let n = 0; n < 4; n++, bits = nextBits(bits, hi)) words[block + ((bits >>> 5) & 15)]! |= 1 << (bits & 31)
  }

  has(hi: number, lo: number): boolean {
    const words = this.#words
    const block = this.#block(hi)
    let bits = lo
    for (let n = 0; n < 4; n++, bits = nextBits(bits, hi))
      if ((words[block + ((bits >>> 5) & 15)]! & (1 << (bits & 31))) === 0) return false
    return true
  }

  #block(hi: number): number {
    return Math.floor((hi / 2 ** 32) * this.#blocks) * blockWords
  }
}

/** What a filter for so many digests takes: two bytes each, and no more than its share of 2 GiB. */
export function filterBytes(capacity: number, share = 1): number {
  const bytes = Math.min(mostBytes * share, (Math.max(1, capacity) * bitsPerDigest) / 8)
  return Math.max(1, Math.ceil(bytes / blockBytes)) * blockBytes
}

/** Nine bits of the digest's low word each time; the last nine begin in the high word, whose upper bits chose the block. */
function nextBits(bits: number, hi: number): number {
  return (bits >>> 9) | (hi << 23)
}
