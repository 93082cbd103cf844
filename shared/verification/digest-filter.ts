const blockWords = 16
const bitsPerDigest = 16
/** 256 MB: beyond 134 million digests the filter fills up, and more cells have to be looked at twice. */
const mostBits = 2 ** 31

/**
 * Bloom filter (Bloom, 1970) of 64-bit digests, with its four bits in one block of 64 bytes (Putze, Sanders and Singler, 2007): a
 * digest that was added is always found, another one in about 3 of 1,000 cases. In shared memory: threads look up in one copy.
 */
export class DigestFilter {
  readonly shared: SharedArrayBuffer
  readonly #words: Uint32Array
  readonly #blocks: number

  /** `capacity`: how many digests will be added; or the memory of another filter. */
  constructor(capacity: number | SharedArrayBuffer) {
    if (typeof capacity === 'number') {
      const bits = Math.min(mostBits, Math.max(1, capacity) * bitsPerDigest)
      this.shared = new SharedArrayBuffer(Math.ceil(bits / (blockWords * 32)) * blockWords * 4)
    } else this.shared = capacity
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

/** Nine bits of the digest's low word each time; the last nine begin in the high word, whose upper bits chose the block. */
function nextBits(bits: number, hi: number): number {
  return (bits >>> 9) | (hi << 23)
}
