const firstPairs = 64

/** 64-bit digests in the order in which they come, high word and low word of each; one that comes twice is there twice. */
export class PairList {
  #pairs = new Uint32Array(firstPairs * 2)
  #length = 0

  add(hi: number, lo: number): void {
    if (this.#length === this.#pairs.length) {
      const before = this.#pairs
      this.#pairs = new Uint32Array(before.length * 2)
      this.#pairs.set(before)
    }
    this.#pairs[this.#length++] = hi
    this.#pairs[this.#length++] = lo
  }

  get isEmpty(): boolean {
    return this.#length === 0
  }

  /** All of them; the list is empty then. */
  drain(): Uint32Array {
    const pairs = this.#pairs.slice(0, this.#length)
    this.#length = 0
    return pairs
  }
}
