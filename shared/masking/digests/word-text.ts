import type { Charset } from '../text/charset.ts'
import { FoldTable } from '../text/fold-table.ts'
import { foldLetter } from '../text/fold-words.ts'
import { messageStart, type SipHash } from './siphash.ts'
import { Squeeze } from './squeeze.ts'

const encoder = new TextEncoder()
const space = 0x20
const letterE = 0x65
/** What an umlaut leaves: an `e` behind it is how those write one who have none (fold-words.ts). */
const umlaut = Uint8Array.from({ length: 256 }, (_, byte) => (/[aou]/.test(String.fromCharCode(byte)) ? 1 : 0))

/**
 * Text as the leak check compares it: lower case, without accents, words of letters and digits with one space between.
 * So the digest of a whole name equals the digest of the same words in a longer text. It lies in the memory of the hash that
 * digests it, until the next call of either.
 */
export class WordText {
  length = 0
  words = 0
  /** How many letters were left out, as they only spell an umlaut. */
  left = 0
  /** Offset of each word; word i ends at starts[i + 1] - 1. */
  starts: Uint32Array<ArrayBuffer>
  readonly #hash: SipHash
  readonly #squeeze: Squeeze

  constructor(hash: SipHash) {
    this.#hash = hash
    this.#squeeze = new Squeeze(hash)
    this.starts = this.#squeeze.starts
  }

  read(cell: Uint8Array, start: number, end: number, charset: Charset): void {
    const to = charset.ascii ? this.#squeeze.run(cell, start, end) : null
    if (to === null) this.#readText(charset.decode(cell, start, end))
    else {
      this.words = this.#squeeze.words
      this.left = this.#squeeze.left
      this.#end(to)
    }
  }

  /** The memory that the words lie in. */
  get bytes(): Uint8Array {
    return this.#hash.bytes
  }

  /** The same, as what turns bytes into texts wants it. */
  get view(): Buffer {
    return this.#hash.view
  }

  endOf(word: number): number {
    return this.starts[word + 1]! - 1
  }

  /** Words [first, end) as texts. */
  wordsOf(first: number, end: number): string[] {
    if (end <= first) return []
    const text = this.#hash.view.toString('utf8', this.starts[first]!, this.endOf(end - 1))
    return end - first === 1 ? [text] : text.split(' ')
  }

  /** Whether an ASCII digit is in words [first, end). */
  hasDigit(first: number, end: number): boolean {
    const { bytes } = this.#hash
    for (let at = this.starts[first]!; end > first && at < this.endOf(end - 1); at++)
      if (bytes[at]! >= 0x30 && bytes[at]! <= 0x39) return true
    return false
  }

  /** Any text, character by character. */
  #readText(text: string): void {
    this.#hash.reserve(text.length + longestFold)
    let { bytes } = this.#hash
    let to = messageStart
    let inWord = false
    this.words = 0
    this.left = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.codePointAt(at)!
      if (code > 0xffff) at++
      if (to + longestFold > bytes.length) {
        this.#hash.reserve(bytes.length + longestFold)
        bytes = this.#hash.bytes
      }
      const fold = folds.packed(code)
      if (fold === gap) inWord = false
      else if (fold !== nothing) {
        if (!inWord) {
          if (to > messageStart) bytes[to++] = space
          this.#beginWord(to)
          inWord = true
        }
        if (fold < 0) for (const byte of folds.bytes(code)) bytes[to++] = byte
        for (let rest = fold, count = (fold >> 24) - 1; count > 0; count--, rest >>= 8) {
          if ((rest & 0xff) === letterE && umlaut[bytes[to - 1]!] === 1 && to > messageStart) this.left++
          else bytes[to++] = rest
        }
      }
    }
    this.#end(to)
  }

  #end(to: number): void {
    this.length = to - messageStart
    this.#squeeze.reserve(this.words)
    this.starts = this.#squeeze.starts
    this.starts[this.words] = to + 1
  }

  #beginWord(at: number): void {
    this.#squeeze.reserve(this.words)
    this.#squeeze.starts[this.words++] = at
  }
}

/** UTF-8 bytes of the longest fold, and the space before it: U+FDFA, a blessing in one character, becomes four words. */
const longestFold = 40
const folds = new FoldTable(makeFold)
const gap = folds.packed(space)
/** What an accent on its own becomes. */
const nothing = folds.packed(0x301)
/** For what finds words in text otherwise: what a character becomes, what ends a word, and what is left out. */
export const wordFolds = { folds, gap, nothing }

function makeFold(code: number): Uint8Array {
  return encoder.encode(foldLetter(String.fromCodePoint(code)))
}
