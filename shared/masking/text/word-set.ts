/** Words (folded) that are looked for in bytes, among many others: their length, first and last letter tell nearly all of those. */
export class WordSet {
  readonly #words: ReadonlySet<string>
  /** By length, a bit for each letter that a word of it begins with, and for each that one ends with. */
  readonly #first: Uint32Array
  readonly #last: Uint32Array

  constructor(words: Iterable<string>) {
    this.#words = new Set(words)
    const longest = Math.max(...[...this.#words].map(({ length }) => length))
    this.#first = new Uint32Array(longest + 1)
    this.#last = new Uint32Array(longest + 1)
    for (const word of this.#words) {
      this.#first[word.length]! |= bit(word.charCodeAt(0))
      this.#last[word.length]! |= bit(word.charCodeAt(word.length - 1))
    }
  }

  has(word: string): boolean {
    return this.#words.has(word)
  }

  /** Whether bytes [start, end) are one of them. */
  hasBytes(bytes: Buffer, start: number, end: number): boolean {
    const length = end - start
    if (length >= this.#first.length || (this.#first[length]! & bit(bytes[start]!)) === 0) return false
    if ((this.#last[length]! & bit(bytes[end - 1]!)) === 0) return false
    return this.#words.has(bytes.toString('latin1', start, end))
  }
}

function bit(letter: number): number {
  return 1 << (letter & 31)
}
