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

const hexDigits = new Uint8Array(Buffer.from('0123456789abcdef'))
const [letterA, letterE] = [0x61, 0x65]

const usual = new WeakMap<OriginalsKey, OriginalDigest>()
const mostBytesKept = 1 << 20

/**
 * The digest of whoever works through a chunk, row by row and each row in one go: what one row leaves in it the next does not need, so that
 * chunks share one, while its memory is small. To make one takes as long as a hundred rows.
 */
export function digestOfChunks(key: OriginalsKey): OriginalDigest {
  const known = usual.get(key)
  if (known && known.memoryBytes <= mostBytesKept) return known
  const made = new OriginalDigest(key)
  usual.set(key, made)
  return made
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
  /** Of the text that is put together: the byte before it, and its end. */
  #start = 0
  #end = 0

  constructor(key: OriginalsKey) {
    this.keyId = key.originalsId
    this.#sip = new SipHash(key.subkey('originals', ''))
    this.text = new WordText(this.#sip)
  }

  /** What its memory has grown to, in bytes. */
  get memoryBytes(): number {
    return this.#sip.bytes.length
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
    if (this.text.endOf(end - 1) - this.text.starts[first]! < shortestPhrase) return false
    this.readWords(first, end)
    return true
  }

  /** Digests words [first, end) of the cell read last, however short. */
  readWords(first: number, end: number): void {
    this.#hashHere(this.text.starts[first]!, this.text.endOf(end - 1))
  }

  /** Digest of a text in the compared form, behind the mark of what it is (forms/forms-recorder.ts); null for a phrase. The cell read last stays. */
  hashForm(form: number | null, text: string): void {
    // Three bytes are the most that one UTF-16 unit takes.
    this.compose(text.length * 3)
    const { bytes } = this.#sip
    let at = this.#end
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code >= 0x80) {
        at = this.#end + encoder.encodeInto(text, bytes.subarray(this.#end)).written
        break
      }
      bytes[at++] = code
    }
    this.#end = at
    this.hashComposed(form)
  }

  /** The same of bytes, at most 64 of them. */
  hashWord(form: number, bytes: Uint8Array, from: number, end: number): void {
    this.compose(end - from)
    const own = this.#sip.bytes
    for (let i = from; i < end; i++) own[this.#end++] = bytes[i]!
    this.hashComposed(form)
  }

  /** Begins a text of at most so many bytes, put together behind the cell read last, which stays. */
  compose(most: number): void {
    this.#start = messageStart + this.text.length + 8
    this.#sip.reserve(this.#start + most + 1)
    this.#end = this.#start + 1
  }

  /** Adds one ASCII character to the text. */
  append(character: number): void {
    this.#sip.bytes[this.#end++] = character
  }

  /** Adds bytes [from, end) as hex: behind an a an e is left out, as everywhere (WordText). */
  appendHex(bytes: Uint8Array, from: number, end: number): void {
    const own = this.#sip.bytes
    let at = this.#end
    let before = 0
    for (let i = from; i < end; i++) {
      const byte = bytes[i]!
      const high = hexDigits[byte >> 4]!
      const low = hexDigits[byte & 15]!
      if (before !== letterA && byte !== 0xae) {
        own[at] = high
        own[at + 1] = before = low
        at += 2
        continue
      }
      if (high !== letterE || before !== letterA) own[at++] = before = high
      if (low !== letterE || before !== letterA) own[at++] = before = low
    }
    this.#end = at
  }

  /** Adds a word of the cell read last. */
  appendWord(word: number): void {
    const { bytes } = this.#sip
    const { starts } = this.text
    const end = starts[word + 1]! - 1
    for (let at = starts[word]!; at < end; at++) bytes[this.#end++] = bytes[at]!
  }

  /** The text as bytes. */
  get composed(): Buffer {
    return this.#sip.view.subarray(this.#start + 1, this.#end)
  }

  get composedLength(): number {
    return this.#end - this.#start - 1
  }

  /** Digests the text, or so many bytes of its beginning, behind the mark of what it is; null for a phrase. */
  hashComposed(form: number | null, length = this.composedLength): void {
    const begin = this.#start + 1
    if (form !== null) this.#sip.bytes[this.#start] = form
    this.#hashHere(form === null ? begin : this.#start, begin + length)
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
