import { giveWords, takeWords } from './spare-words.ts'

const firstWords = 128
const none = new Uint32Array()

/** 64-bit digests in the order in which they come, high word and low word of each; one that comes twice is there twice. */
export class PairList {
  #pairs = none
  #length = 0

  add(hi: number, lo: number): void {
    if (this.#length === this.#pairs.length) {
      const before = this.#pairs
      this.#pairs = takeWords(Math.max(before.length * 4, firstWords))
      this.#pairs.set(before)
      giveWords(before)
    }
    this.#pairs[this.#length++] = hi
    this.#pairs[this.#length++] = lo
  }

  get isEmpty(): boolean {
    return this.#length === 0
  }

  /** All of them, behind those of another list; both are empty then. */
  drain(other?: { drain(): Uint32Array }): Uint32Array {
    const before = other?.drain()
    const from = before?.length ?? 0
    if (before && this.#length === 0) return before
    const pairs = new Uint32Array(from + this.#length)
    if (before) pairs.set(before)
    pairs.set(this.#pairs.subarray(0, this.#length), from)
    this.#length = 0
    giveWords(this.#pairs)
    this.#pairs = none
    return pairs
  }
}
