import { grown } from '../digests/memory.ts'

const firstWords = 1024

/** Numbers of 32 bits, one behind the other. */
export class WordList {
  length = 0
  #words: Uint32Array<ArrayBuffer>

  /** `expected`: about how many there will be. What is not used of that costs nothing: new memory is there when it is written. */
  constructor(expected = 0) {
    this.#words = new Uint32Array(Math.max(firstWords, expected))
  }

  add(word: number): void {
    if (this.length === this.#words.length) this.#words = grown(this.#words, this.length * 2)
    this.#words[this.length++] = word
  }

  /** Valid until the next one is added. */
  all(): Uint32Array {
    return this.#words.subarray(0, this.length)
  }
}
