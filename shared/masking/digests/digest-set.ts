const wordsPerEntry = 2

/**
 * 64-bit digests in open addressing over shared memory: worker threads look up in one copy. Room for `capacity` digests costs
 * about 11 bytes each; the table is never more than seven tenths full. The digest 0 is never in it.
 */
export class DigestSet {
  readonly shared: SharedArrayBuffer
  readonly #words: Uint32Array
  readonly #slots: number

  constructor(capacity: number | SharedArrayBuffer) {
    this.shared =
      typeof capacity === 'number'
        ? new SharedArrayBuffer(Math.ceil(Math.max(16, capacity) / 0.7) * wordsPerEntry * 4)
        : capacity
    this.#words = new Uint32Array(this.shared)
    this.#slots = this.#words.length / wordsPerEntry
  }

  /** False where it was there already. */
  add(hi: number, lo: number): boolean {
    const at = this.#find(hi, lo)
    const isNew = this.#words[at] !== hi || this.#words[at + 1] !== lo
    this.#words[at] = hi
    this.#words[at + 1] = lo
    return isNew
  }

  has(hi: number, lo: number): boolean {
    const at = this.#find(hi, lo)
    return (hi !== 0 || lo !== 0) && this.#words[at] === hi && this.#words[at + 1] === lo
  }

  /** High word, low word of each, and zeros in between. */
  slots(): Uint32Array {
    return this.#words
  }

  /** Where the digest is, or the empty place where it would be. */
  #find(hi: number, lo: number): number {
    const words = this.#words
    for (let slot = Math.floor((lo / 2 ** 32) * this.#slots); ; slot = slot + 1 === this.#slots ? 0 : slot + 1) {
      const at = slot * wordsPerEntry
      if (words[at + 1] === lo && words[at] === hi) return at
      if (words[at] === 0 && words[at + 1] === 0) return at
    }
  }
}
