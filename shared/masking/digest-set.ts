const wordsPerEntry = 3
const empty = 0xffffffff

/**
 * 64-bit digests, each with a tag, in open addressing over shared memory: worker threads look up in one copy. Room for
 * `capacity` entries costs about 18 bytes each; the table is never more than seven tenths full. A tag is at most 2^32 - 2.
 */
export class DigestSet {
  readonly shared: SharedArrayBuffer
  readonly #words: Uint32Array
  readonly #slots: number
  size = 0

  constructor(capacity: number | SharedArrayBuffer) {
    if (typeof capacity === 'number') {
      const slots = Math.ceil(Math.max(16, capacity) / 0.7)
      this.shared = new SharedArrayBuffer(slots * wordsPerEntry * 4)
      this.#words = new Uint32Array(this.shared).fill(empty)
    } else {
      this.shared = capacity
      this.#words = new Uint32Array(capacity)
    }
    this.#slots = this.#words.length / wordsPerEntry
  }

  /** Adds a digest; one that is there keeps its tag. */
  add(hi: number, lo: number, tag: number): void {
    const at = this.#slot(hi, lo)
    if (this.#words[at + 2] !== empty) return
    this.#words[at] = hi
    this.#words[at + 1] = lo
    this.#words[at + 2] = tag
    this.size++
  }

  /** The digest's tag, or -1. */
  find(hi: number, lo: number): number {
    const tag = this.#words[this.#slot(hi, lo) + 2]!
    return tag === empty ? -1 : tag
  }

  has(hi: number, lo: number): boolean {
    return this.#words[this.#slot(hi, lo) + 2] !== empty
  }

  #slot(hi: number, lo: number): number {
    const words = this.#words
    for (let slot = Math.floor((lo / 2 ** 32) * this.#slots); ; slot = slot + 1 === this.#slots ? 0 : slot + 1) {
      const at = slot * wordsPerEntry
      if (words[at + 2] === empty || (words[at + 1] === lo && words[at] === hi)) return at
    }
  }
}
