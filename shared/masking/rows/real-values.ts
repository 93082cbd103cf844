import type { DigestList } from '../digests/digest-list.ts'
import type { Exclusions } from '../digests/exclusions.ts'
import { longestPhraseWords, type OriginalDigest } from '../digests/original-digest.ts'
import type { Charset } from '../text/charset.ts'

/** Looks for real values in fakes, whole and as phrases, as the leak check would find them there. */
export class RealValues {
  readonly #exclusions: Exclusions
  readonly #digest: OriginalDigest

  constructor(exclusions: Exclusions, digest: OriginalDigest) {
    this.#exclusions = exclusions
    this.#digest = digest
  }

  isIn(bytes: Uint8Array, length: number, charset: Charset): boolean {
    return this.#search(bytes, length, charset, null)
  }

  /** Adds the digest of each that is in it. */
  list(bytes: Uint8Array, length: number, charset: Charset, found: DigestList): void {
    this.#search(bytes, length, charset, found)
  }

  /** Ends at the first one where none are listed. */
  #search(bytes: Uint8Array, length: number, charset: Charset, found: DigestList | null): boolean {
    const digest = this.#digest
    if (digest.read(bytes, 0, length, charset) && this.#isReal(found)) return true
    const { words } = digest.text
    for (let first = 0; first < words - 1; first++)
      for (let end = first + 2; end <= Math.min(words, first + longestPhraseWords); end++)
        if (end - first < words && digest.readPhrase(first, end) && this.#isReal(found)) return true
    return false
  }

  #isReal(found: DigestList | null): boolean {
    const { hi, lo } = this.#digest
    if (!this.#exclusions.has(hi, lo)) return false
    found?.add(hi, lo)
    return found === null
  }
}
