import { wordFolds } from '../digests/word-text.ts'
import { EndWords } from '../people/end-words.ts'
import { longestInflected, longestPhrase } from '../people/find-people.ts'
import type { PeopleIndex } from '../people/people-index.ts'
import { loneKey, pairKey, shortestLone, wordHash } from '../people/words.ts'
import type { StrangerNames } from '../strangers/find-strangers.ts'
import { isParticle, isUpper, leadOf, leadsAs } from '../strangers/title-words.ts'
import type { WordHashes } from '../strangers/word-hashes.ts'

const { beginning, factor, seed, letterE, umlaut, plain } = wordHash
const { folds, gap, nothing } = wordFolds
/** Numbers and addresses of anybody have as much, with what stands between digits. */
const [fewestDigits, digitsOfAddress, stopsOfAddress, colonsOfAddress] = [7, 4, 3, 4]
const shortestAccount = 4
const shortestEncoded = 24
const [space, percent, comma, stop, slash, four, nine, colon, at40, bar, newline] = [
  0x20, 0x25, 0x2c, 0x2e, 0x2f, 0x34, 0x39, 0x3a, 0x40, 0x7c, 0x0a,
]
/** Bytes between two words of a name: a space (two where it does not break), a hyphen, an apostrophe (three). */
const [widestSpace, widestBetween] = [2, 3]
const betweenDigits = Uint8Array.from({ length: 128 }, (_, code) =>
  /[ ().\-/]/.test(String.fromCharCode(code)) ? 1 : 0,
)
/** Small letters of ASCII letters, 0 for all other bytes. */
const letters = Uint8Array.from({ length: 256 }, (_, byte) => (byte > nine && byte < 128 ? plain[byte]! : 0))
const structure = Uint8Array.from({ length: 256 }, (_, byte) => (/[\s[{"]/.test(String.fromCharCode(byte)) ? 1 : 0))

/**
 * Tells by one walk over the bytes of a text (UTF-8) that nothing in it is anybody's, so that most texts are not even decoded. It never says
 * so where something would be found (find-in-texts.ts, rewrite-text.ts); where nothing would be it says so mostly.
 */
export class QuietText {
  readonly #index: PeopleIndex | null
  readonly #first: WordHashes
  readonly #last: WordHashes
  readonly #begun = new BegunPhrases()

  constructor(index: PeopleIndex | null, names: StrangerNames) {
    this.#index = index
    this.#first = names.first
    this.#last = names.last
  }

  is(bytes: Uint8Array, start: number, end: number): boolean {
    if (mayBeStructure(bytes, start, end)) return false
    const [index, first] = [this.#index, this.#first]
    let [begins, lo, length, last] = [0, 0, 0, 0]
    // Of the word before: its beginning, its hash, where it stands.
    let [before, loBefore, fromBefore, toBefore, from] = [0, 0, 0, 0, 0]
    let [inWord, isCapital, hasDigit, hasBefore, isNoBase64] = [false, false, false, false, false]
    // As what the word before leads to a name, whether a sentence may have ended behind it, whether it is a first name.
    let [leads, isBroken, wasCapital, wasFirst] = [0, false, false, false]
    let [words, sum] = [0, 0]
    this.#begun.count = 0
    let [run, stops, colons] = [0, 0, 0]
    for (let at = start; at <= end; ) {
      const byte = at < end ? bytes[at]! : space
      let code = byte
      let next = at + 1
      let folded = 0
      if (byte < 128) folded = plain[byte]!
      else {
        next = at + (byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4)
        if (byte < 0xc2 || next > end) return false
        code = byte & (byte < 0xe0 ? 0x1f : byte < 0xf0 ? 0x0f : 0x07)
        for (let more = at + 1; more < next; more++) {
          if ((bytes[more]! & 0xc0) !== 0x80) return false
          code = (code << 6) | (bytes[more]! & 0x3f)
        }
        const packed = folds.packed(code)
        if (packed === nothing) {
          at = next
          continue
        }
        folded = packed === gap ? 0 : packed === -1 ? code : packed
      }
      if (folded === 0) {
        if (inWord) {
          inWord = false
          const between = from - toBefore
          let isFirst = false
          if (isCapital) {
            if (leads !== 0) {
              if ((leads & leadsAs.title) !== 0) return false
              if ((leads & leadsAs.greeting) !== 0 && between <= widestSpace && !isBroken) return false
              if ((leads & leadsAs.signing) !== 0 && isBroken) return false
            }
            if (wasFirst && between <= widestBetween) return false
            isFirst = first.has(lo)
            // A last name before a comma.
            if (isFirst && wasCapital && isBroken && this.#last.has(loBefore)) return false
            if (hasDigit && length >= shortestAccount) return false
          } else if ((wasFirst || (leads & leadsAs.title) !== 0) && isParticle(lo)) return false
          if (index !== null) {
            if (hasBefore && index.pairs.has(pairKey(before, begins)))
              this.#begun.add(index, words - 1, loBefore, sum - loBefore, bytes, fromBefore, toBefore)
            if (this.#begun.count > 0 && this.#begun.mayEnd(index, words, lo, sum, bytes, from, at)) return false
            if (hasDigit && length >= shortestLone && index.ends.has(loneKey(lo))) return false
          }
          words++
          sum = (sum + lo) | 0
          leads = leadOf(lo, isCapital)
          isBroken = false
          wasCapital = isCapital
          wasFirst = isFirst
          before = begins
          loBefore = lo
          fromBefore = from
          toBefore = at
          hasBefore = true
        }
        if (byte >= 128 || betweenDigits[byte] === 0) {
          run = 0
          stops = 0
          if (byte === at40 || byte === bar || (byte === percent && bytes[next] === four)) return false
          if (byte === colon && (++colons >= colonsOfAddress || bytes[next] === slash)) return false
        } else if (byte === stop && run > 0) stops++
        if (byte === comma || byte === newline) isBroken = true
        at = next
        continue
      }
      if (!inWord) {
        inWord = true
        from = at
        isCapital = byte < 128 ? byte >= 0x41 && byte <= 0x5a : isUpper(code)
        isNoBase64 ||= byte >= 128 || (hasBefore && bytes[at - 1] === space)
        hasDigit = false
        lo = seed
        length = 0
        last = 0
        if (byte > nine) {
          run = 0
          stops = 0
        }
      }
      at = next
      if (byte < 128) {
        if (byte <= nine) {
          hasDigit = true
          if (++run >= fewestDigits || (stops >= stopsOfAddress && run >= digitsOfAddress)) return false
        }
        // Letters come in rows: nothing else is asked of them.
        for (; folded !== 0; at++) {
          if (folded !== letterE || umlaut[last] === 0) {
            last = folded
            lo = Math.imul(lo ^ folded, factor)
            lo ^= lo >>> 13
            if (++length <= beginning) begins = lo
          }
          folded = at < end ? letters[bytes[at]!]! : 0
        }
        at--
        continue
      }
      let left = folded >>> 24 === 0 ? 1 : (folded >> 24) - 1
      for (let rest = folded; left > 0; left--, rest >>>= 8) {
        const one = folded >>> 24 === 0 ? folded : rest & 0xff
        if (one === letterE && umlaut[last] === 1) continue
        last = one > 0xff ? 0 : one
        lo = Math.imul(lo ^ one, factor)
        lo ^= lo >>> 13
        if ((one & 0xc0) !== 0x80 || one > 0xff) length++
        if (length <= beginning) begins = lo
      }
    }
    // What has no space in it, nor another alphabet, may be base64.
    return isNoBase64 || end - start < shortestEncoded
  }
}

/** Phrases of an index that may have begun with words of a text, by the number of their first word. */
class BegunPhrases {
  count = 0
  readonly #firsts = Array.from({ length: longestPhrase }, () => new EndWords())
  readonly #words = new Int32Array(longestPhrase)
  /** The sum of the hashes of all words before and the first. */
  readonly #sums = new Int32Array(longestPhrase)
  readonly #last = new EndWords()

  /** `lo` is the hash of the word, which stands in bytes [start, end); `sum` that of the hashes of all words before. */
  add(index: PeopleIndex, word: number, lo: number, sum: number, bytes: Uint8Array, start: number, end: number): void {
    if (this.count > 0 && word - this.#words[0]! >= longestPhrase) this.#forget(word)
    const first = this.#firsts[this.count]!
    first.begin(index, lo)
    first.addForms(index, bytes, start, end)
    if (first.isEmpty) return
    this.#words[this.count] = word
    this.#sums[this.count++] = (sum + lo) | 0
  }

  /** Whether one of them may end with this word. */
  mayEnd(index: PeopleIndex, word: number, lo: number, sum: number, bytes: Uint8Array, start: number, end: number) {
    const last = this.#last
    last.begin(index, lo)
    if (word - this.#words[this.count - 1]! < longestInflected) last.addForms(index, bytes, start, end)
    if (last.isEmpty) return false
    for (let at = this.count - 1; at >= 0 && word - this.#words[at]! < longestPhrase; at--)
      if (this.#firsts[at]!.mayGoWith(index, last, sum - this.#sums[at]!)) return true
    return false
  }

  /** Those that are too long by now. */
  #forget(word: number): void {
    let from = 0
    while (from < this.count && word - this.#words[from]! >= longestPhrase) from++
    for (let at = from; at < this.count; at++) {
      this.#words[at - from] = this.#words[at]!
      this.#sums[at - from] = this.#sums[at]!
      const first = this.#firsts[at - from]!
      this.#firsts[at - from] = this.#firsts[at]!
      this.#firsts[at] = first
    }
    this.count -= from
  }
}

/** How JSON and serialised PHP begin; a bar, which ends a name of PHP's sessions, is looked for in the whole text. */
function mayBeStructure(bytes: Uint8Array, start: number, end: number): boolean {
  return end > start && (structure[bytes[start]!] === 1 || bytes[start + 1] === colon)
}
