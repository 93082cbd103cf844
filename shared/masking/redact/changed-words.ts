import { longestPhraseWords } from '../digests/original-digest.ts'
import { messageStart } from '../digests/siphash.ts'
import type { WordText } from '../digests/word-text.ts'
import type { Charset } from '../text/charset.ts'

/** Which words of a text are not as they were before: [from, to), from the first to the last. A phrase without any of them was there before. */
export class ChangedWords {
  from = 0
  to = 0
  readonly #text: WordText
  #before = new Uint8Array(512)

  constructor(text: WordText) {
    this.#text = text
  }

  /** `text` holds what the cell became, then: so many bytes of it. */
  read(before: Uint8Array, after: Uint8Array, length: number, charset: Charset): void {
    const text = this.#text
    text.read(before, 0, before.length, charset)
    const size = text.length
    if (this.#before.length < size) this.#before = new Uint8Array(size * 2)
    this.#before.set(text.bytes.subarray(messageStart, messageStart + size))
    text.read(after, 0, length, charset)
    this.#compare(size)
  }

  /** A word is as it was when the space beside it is, too, and on one side alone: where words were left out, others are neighbours now. */
  #compare(size: number): void {
    const [text, before] = [this.#text, this.#before]
    const { bytes, starts, words } = text
    const end = messageStart + text.length
    const most = Math.min(size, text.length)
    let same = 0
    while (same < most && before[same] === bytes[messageStart + same]) same++
    let behind = 0
    while (behind < most - same && before[size - 1 - behind] === bytes[end - 1 - behind]) behind++
    this.from = 0
    while (this.from < words && text.endOf(this.from) < messageStart + same) this.from++
    this.to = words
    while (this.to > this.from && starts[this.to - 1]! > end - behind) this.to--
  }
}

const space = 0x20
/** By byte: 1 for letters and digits of ASCII, with which a word begins for sure. */
const plain = Uint8Array.from({ length: 256 }, (_, byte) => (/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? 1 : 0))

/**
 * Bytes [start, end) of what a cell became that hold every phrase with a word that was not there before: what is different, and as many words
 * on either side as a phrase has. Of a character set in which ASCII characters are their own bytes.
 */
export function aroundChange(before: Uint8Array, after: Uint8Array, length: number): [start: number, end: number] {
  const most = Math.min(before.length, length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = length
  for (let was = before.length; end > start && was > start && before[was - 1] === after[end - 1]; was--) end--
  for (let words = 0; start > 0 && words <= longestPhraseWords; start--)
    if (after[start - 1] === space && plain[after[start]!] === 1) words++
  for (let words = 0; end < length && words <= longestPhraseWords; end++)
    if (after[end] === space && plain[after[end + 1]!] === 1) words++
  return [start, end]
}
