import type { Charset } from '../text/charset.ts'
import { messageStart, SipHash } from './siphash.ts'
import type { OriginalsKey } from './subkeys.ts'
import { WordText } from './word-text.ts'

const encoder = new TextEncoder()

/** Shorter values say nothing about anybody and would be found everywhere: they are not recorded, and reported so. */
export const shortestOriginal = 3

/** What is searched within longer text: two to eight words (an e-mail address has about six), six characters or more. */
export const longestPhraseWords = 8
export const shortestPhrase = 6
/** Of what people write, shorter phrases are what anybody would write: "as described", "fine so far". */
export const passageWords = 5

/** Below it, a loop is faster than a call of what is native. */
const shortLoop = 12

/** Writes ASCII and says how many bytes; null where the text is more than that. */
function writeShort(text: string, bytes: Uint8Array, at: number): number | null {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x80) return null
    bytes[at + i] = code
  }
  return text.length
}

/** Digests of cells as the leak check compares them; the result is in `hi`, `lo` and `opensHi`, `opensLo`. */
export class OriginalDigest {
  hi = 0
  lo = 0
  opensHi = 0
  opensLo = 0
  readonly text: WordText
  /** `originalsId` of the key. */
  readonly keyId: string
  readonly #sip: SipHash

  constructor(key: OriginalsKey) {
    this.keyId = key.originalsId
    this.#sip = new SipHash(key.subkey('originals', ''))
    this.text = new WordText(this.#sip)
  }

  /** Digests the whole cell; false when it is too short to count. */
  read(cell: Uint8Array, start: number, end: number, charset: Charset): boolean {
    this.text.read(cell, start, end, charset)
    this.#hashHere(messageStart, messageStart + this.text.length)
    return this.text.length + this.text.left >= shortestOriginal
  }

  /** Digests the first two words of the cell read last, when it is a phrase: where a search in longer text begins. */
  readOpener(): boolean {
    if (this.text.words < 2 || this.text.words > longestPhraseWords || this.text.length < shortestPhrase) return false
    const { hi, lo } = this
    this.#hashHere(this.text.starts[0]!, this.text.endOf(1))
    this.opensHi = this.hi
    this.opensLo = this.lo
    this.hi = hi
    this.lo = lo
    return true
  }

  /**
   * Digests each word of the cell read last with the one after it, as openers are digested: of `words` words, from word `first` on;
   * see SipHash.hashPairs.
   */
  readOpenings(first: number, words: number): { readonly digests: Uint32Array; readonly from: number } {
    const { starts } = this.text
    const from = this.#sip.hashPairs(starts, first, words, starts[this.text.words]!)
    return { digests: this.#sip.words, from }
  }

  /** Digests words [first, end) of the cell read last; false when they are too short to be searched for. */
  readPhrase(first: number, end: number): boolean {
    const start = this.text.starts[first]!
    const stop = this.text.endOf(end - 1)
    if (stop - start < shortestPhrase) return false
    this.#hashHere(start, stop)
    return true
  }

  /** Digest of a text in the compared form, behind the mark of what it is (forms/forms-recorder.ts); null for a phrase. The cell read last stays. */
  hashForm(form: number | null, text: string): void {
    const sip = this.#sip
    const start = messageStart + this.text.length + 8
    // Three bytes are the most that one UTF-16 unit takes.
    sip.reserve(start + text.length * 3 + 1)
    let at = start
    if (form !== null) sip.bytes[at++] = form
    const written = text.length > shortLoop ? sip.view.write(text, at) : writeShort(text, sip.bytes, at)
    this.#hashHere(start, at + (written ?? encoder.encodeInto(text, sip.bytes.subarray(at)).written))
  }

  /** The same of bytes, at most 64 of them. */
  hashWord(form: number, bytes: Uint8Array, from: number, end: number): void {
    const sip = this.#sip
    const start = messageStart + this.text.length + 8
    sip.reserve(start + end - from + 1)
    sip.bytes[start] = form
    for (let i = from; i < end; i++) sip.bytes[start + 1 + i - from] = bytes[i]!
    this.#hashHere(start, start + 1 + end - from)
  }

  /** Digest of bytes that are in the compared form already. */
  hash(bytes: Uint8Array, start: number, end: number): void {
    this.#sip.hash(bytes, start, end)
    this.#take()
  }

  #hashHere(start: number, end: number): void {
    this.#sip.hashHere(start, end)
    this.#take()
  }

  #take(): void {
    this.hi = this.#sip.hi
    this.lo = this.#sip.lo
  }
}
