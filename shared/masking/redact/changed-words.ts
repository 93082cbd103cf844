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
