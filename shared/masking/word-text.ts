import type { Charset } from './charset.ts'

const encoder = new TextEncoder()
const space = 0x20

// What each byte becomes: lower-case letter or digit, a space for everything else, 0 where only the slow way can tell.
const plain = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte > 0x7f) return 0
  const letter = String.fromCharCode(byte)
  return /[a-z0-9]/i.test(letter) ? letter.toLowerCase().charCodeAt(0) : space
})

/**
 * Text as the leak check compares it: lower case, without accents, words of letters and digits with one space between.
 * So the digest of a whole name equals the digest of the same words in a longer text. Valid until the next call.
 */
export class WordText {
  bytes: Uint8Array = new Uint8Array(4096)
  length = 0
  words = 0
  /** Offset of each word; word i ends at starts[i + 1] - 1. */
  starts = new Uint32Array(512)

  read(cell: Uint8Array, start: number, end: number, charset: Charset): void {
    if (!this.#squeeze(cell, start, end)) {
      const decoded = foldText(charset.decode(cell, start, end))
      this.#squeezeFolded(encoder.encode(decoded))
    }
  }

  endOf(word: number): number {
    return this.starts[word + 1]! - 1
  }

  #squeeze(cell: Uint8Array, start: number, end: number): boolean {
    this.#reserve(end - start)
    const { bytes } = this
    let length = 0
    this.words = 0
    let inWord = false
    for (let at = start; at < end; at++) {
      const byte = plain[cell[at]!]!
      if (byte === 0) return false
      if (byte === space) inWord = false
      else {
        if (!inWord) {
          if (length > 0) bytes[length++] = space
          this.#beginWord(length)
          inWord = true
        }
        bytes[length++] = byte
      }
    }
    this.#finish(length)
    return true
  }

  /** The same for text that is folded already: bytes beyond ASCII are letters. */
  #squeezeFolded(folded: Uint8Array): void {
    this.#reserve(folded.length)
    const { bytes } = this
    let length = 0
    this.words = 0
    let inWord = false
    for (const code of folded) {
      const byte = code > 0x7f ? code : plain[code]!
      if (byte === space) inWord = false
      else {
        if (!inWord) {
          if (length > 0) bytes[length++] = space
          this.#beginWord(length)
          inWord = true
        }
        bytes[length++] = byte
      }
    }
    this.#finish(length)
  }

  #reserve(size: number): void {
    if (this.bytes.length < size + 1) this.bytes = new Uint8Array(size * 2)
  }

  #beginWord(at: number): void {
    if (this.words + 2 > this.starts.length) {
      const longer = new Uint32Array(this.starts.length * 2)
      longer.set(this.starts)
      this.starts = longer
    }
    this.starts[this.words++] = at
  }

  #finish(length: number): void {
    this.length = length
    this.starts[this.words] = length + 1
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
