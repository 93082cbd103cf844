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
    if (to !== null) {
      this.words = this.#squeeze.words
      this.left = this.#squeeze.left
      this.#end(to)
    } else if (!charset.isUtf8 || !this.#readUtf8(cell, start, end)) {
      const text = encoder.encode(charset.decode(cell, start, end))
      this.#readUtf8(text, 0, text.length)
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

  /** Text that need not be ASCII, character by character; false where it is no UTF-8. */
  #readUtf8(text: Uint8Array, start: number, end: number): boolean {
    this.#hash.reserve(end - start + longestFold)
    let { bytes } = this.#hash
    let to = messageStart
    let inWord = false
    this.words = 0
    this.left = 0
    for (let at = start; at < end; ) {
      let fold: number
      let code = text[at]!
      if (code < 0x80) {
        at++
        fold = folds.packed(code)
      } else {
        const length = lengthAt(text, at, end)
        if (length === 0) return false
        code = codeAt(text, at, length)
        at += length
        fold = folds.packed(code)
        if (to + longestFold + end - at > bytes.length) {
          this.#hash.reserve(bytes.length + longestFold)
          bytes = this.#hash.bytes
        }
      }
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
    return true
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

/** Bytes of the character at a place beyond ASCII (RFC 3629, section 4); 0 where none is there. */
function lengthAt(text: Uint8Array, at: number, end: number): number {
  const first = text[at]!
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  if (length === 0 || at + length > end) return 0
  const second = text[at + 1]!
  if (first === 0xe0 && second < 0xa0) return 0
  if (first === 0xed && second > 0x9f) return 0
  if (first === 0xf0 && second < 0x90) return 0
  if (first === 0xf4 && second > 0x8f) return 0
  for (let behind = 1; behind < length; behind++) if ((text[at + behind]! & 0xc0) !== 0x80) return 0
  return length
}

function codeAt(text: Uint8Array, at: number, length: number): number {
  if (length === 2) return ((text[at]! & 0x1f) << 6) | (text[at + 1]! & 0x3f)
  const low = ((text[at + length - 2]! & 0x3f) << 6) | (text[at + length - 1]! & 0x3f)
  if (length === 3) return ((text[at]! & 0x0f) << 12) | low
  return ((text[at]! & 0x07) << 18) | ((text[at + 1]! & 0x3f) << 12) | low
}

/** UTF-8 bytes of the longest fold, and the space before it: U+FDFA, a blessing in one character, becomes four words. */
const longestFold = 40
const folds = new FoldTable(makeFold)
const gap = folds.packed(space)
/** What an accent on its own becomes. */
const nothing = folds.packed(0x301)
/** For what finds words in text otherwise: what a character becomes, what ends a word, and what is left out. */
export const wordFolds = { folds, gap, nothing, letterE, umlaut }

function makeFold(code: number): Uint8Array {
  return encoder.encode(foldLetter(String.fromCodePoint(code)))
}
