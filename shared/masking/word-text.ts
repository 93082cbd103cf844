import type { Charset } from './charset.ts'
import { messageStart, type SipHash } from './siphash.ts'

const encoder = new TextEncoder()
const space = 0x20

// What each byte becomes: lower-case letter or digit, a space for everything else. Beyond ASCII: 0 in raw text, where only the
// slow way can tell, and itself in folded text, where it is part of a letter.
const raw = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte > 0x7f) return 0
  const letter = String.fromCharCode(byte)
  return /[a-z0-9]/i.test(letter) ? letter.toLowerCase().charCodeAt(0) : space
})
const folded = raw.map((plain, byte) => (byte > 0x7f ? byte : plain))

/**
 * Text as the leak check compares it: lower case, without accents, words of letters and digits with one space between.
 * So the digest of a whole name equals the digest of the same words in a longer text. It lies in the memory of the hash that
 * digests it, until the next call of either.
 */
export class WordText {
  length = 0
  words = 0
  /** Offset of each word; word i ends at starts[i + 1] - 1. */
  starts = new Uint32Array(512)
  readonly #hash: SipHash

  constructor(hash: SipHash) {
    this.#hash = hash
  }

  read(cell: Uint8Array, start: number, end: number, charset: Charset): void {
    if (charset.ascii && this.#squeeze(cell, start, end, raw)) return
    const text = encoder.encode(foldText(charset.decode(cell, start, end)))
    this.#squeeze(text, 0, text.length, folded)
  }

  endOf(word: number): number {
    return this.starts[word + 1]! - 1
  }

  /** False when the table has no answer for a byte. */
  #squeeze(text: Uint8Array, start: number, end: number, table: Uint8Array): boolean {
    this.#hash.reserve(end - start + 1)
    const { bytes } = this.#hash
    let to = messageStart
    let inWord = false
    this.words = 0
    for (let at = start; at < end; at++) {
      const byte = table[text[at]!]!
      if (byte === 0) return false
      if (byte === space) inWord = false
      else {
        if (!inWord) {
          if (to > messageStart) bytes[to++] = space
          this.#beginWord(to)
          inWord = true
        }
        bytes[to++] = byte
      }
    }
    this.length = to - messageStart
    this.starts[this.words] = to + 1
    return true
  }

  #beginWord(at: number): void {
    if (this.words + 2 > this.starts.length) {
      const longer = new Uint32Array(this.starts.length * 2)
      longer.set(this.starts)
      this.starts = longer
    }
    this.starts[this.words++] = at
  }
}

/** Lower case, compatibility forms and accents undone; everything that is neither letter nor digit becomes a space. */
function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
}
