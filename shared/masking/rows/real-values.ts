import type { DigestFilter } from '../digests/digest-filter.ts'
import type { DigestList } from '../digests/digest-list.ts'
import type { Exclusions } from '../digests/exclusions.ts'
import { longestPhraseWords, type OriginalDigest } from '../digests/original-digest.ts'
import type { Charset } from '../text/charset.ts'

/** Looks for real values in fakes, whole and as phrases, as the leak check would find them there. */
export class RealValues {
  readonly #exclusions: Exclusions
  readonly #digest: OriginalDigest
  readonly #openers: DigestFilter | null

  /** With `openers`, the two words with which they begin, only phrases are found that the leak check would find within a text. */
  constructor(exclusions: Exclusions, digest: OriginalDigest, openers: DigestFilter | null = null) {
    this.#exclusions = exclusions
    this.#digest = digest
    this.#openers = openers
  }

  isIn(bytes: Uint8Array, length: number, charset: Charset): boolean {
    return this.#search(bytes, length, charset, null)
  }

  /** Adds the digest of each that is in it. */
  list(bytes: Uint8Array, length: number, charset: Charset, found: DigestList): void {
    this.#search(bytes, length, charset, found)
  }

  /** Whether a phrase of bytes [start, end) is real; they are a part of a text, and may be one themselves. */
  isWithin(bytes: Uint8Array, start: number, end: number, charset: Charset): boolean {
    const { text } = this.#digest
    text.read(bytes, start, end, charset)
    return this.isAround(0, text.words, null, true)
  }

  /**
   * Of the text read last: the phrases with one of the words [from, to). Without a list it ends at the first that is real. The whole of it is
   * none, unless it is a part of another text.
   */
  isAround(from: number, to: number, found: DigestList | null, isPart = false): boolean {
    const digest = this.#digest
    const { words } = digest.text
    for (let first = Math.max(0, from - longestPhraseWords + 1); first < Math.min(to, words - 1); first++) {
      if (!this.#opens(first)) continue
      const longest = Math.min(words, first + longestPhraseWords)
      for (let end = Math.max(first + 2, from + 1); end <= longest; end++)
        if ((isPart || end - first < words) && digest.readPhrase(first, end) && this.#isReal(found)) return true
    }
    return false
  }

  /** Whether a phrase may begin with this word: one look where there are up to seven. */
  #opens(first: number): boolean {
    if (this.#openers === null) return true
    this.#digest.readWords(first, first + 2)
    return this.#openers.has(this.#digest.hi, this.#digest.lo)
  }

  /** Ends at the first one where none are listed. */
  #search(bytes: Uint8Array, length: number, charset: Charset, found: DigestList | null): boolean {
    const digest = this.#digest
    if (digest.read(bytes, 0, length, charset) && this.#isReal(found)) return true
    return this.isAround(0, digest.text.words, found)
  }

  #isReal(found: DigestList | null): boolean {
    const { hi, lo } = this.#digest
    if (!this.#exclusions.has(hi, lo)) return false
    found?.add(hi, lo)
    return found === null
  }
}
