import { wordFolds } from '../digests/word-text.ts'
import { basesOfEnding, longestEnding, shortestStem } from './inflections.ts'
import type { PeopleIndex } from './people-index.ts'
import { endKey, phraseKey, wordHash } from './words.ts'

const { factor, seed, letterE, umlaut, plain } = wordHash
const { folds, gap, nothing } = wordFolds
const longestWord = 64
/** Four endings of a word at the most, and what stands in place of each. */
const mostForms = 16
/** With which letters of the Cyrillic alphabet begin in UTF-8, the last bit apart. */
const cyrillic = 0xd0
/** What takes more than two bytes. */
const beyond = 0x800
const folded = new Uint8Array(longestWord)
/** The hash of as many of the letters in it. */
const hashes = new Int32Array(longestWord + 1).fill(seed, 0, 1)

/** Owns of each ending of ASCII letters, by the ending's letters in one number. */
const byLetters = new Map<number, readonly Uint8Array[]>()
for (const [ending, bases] of basesOfEnding)
  if (/^[a-z]+$/.test(ending))
    byLetters.set(
      packed(Buffer.from(ending), 0, ending.length),
      bases.map((own) => Buffer.from(own)),
    )

/** By the last two letters of a word, 7 bits each: a bit for each length of the endings that it may have. Most words have none. */
const lengths = new Uint8Array(1 << 14)
for (const letters of byLetters.keys()) {
  const length = letters > 0xffffff ? 4 : letters > 0xffff ? 3 : letters > 0xff ? 2 : 1
  if (length > 1) lengths[lastTwo((letters >> 8) & 0xff, letters & 0xff)]! |= 1 << length
  else for (let before = 0; before < 128; before++) lengths[lastTwo(before, letters)]! |= 1 << length
}

/** What a word at an end of a phrase may stand for, by the hashes of words: itself, and the names of which it may be an inflected form. */
export class EndWords {
  count = 0
  /** How many of them are the word itself: none or one, the first. */
  own = 0
  /** Whether it may be a form of any name: its letters are not of ASCII, not even without accents. */
  isAny = false
  readonly hashes = new Int32Array(mostForms)

  get isEmpty(): boolean {
    return this.count === 0 && !this.isAny
  }

  /** Begins with a word of this hash, where phrases of the index end with it as it is. */
  begin(index: PeopleIndex, lo: number): void {
    this.isAny = false
    this.own = index.ends.has(endKey(lo)) ? 1 : 0
    this.count = this.own
    if (this.own === 1) this.hashes[0] = lo
  }

  /** The forms of a word, in bytes of UTF-8, without a string: what PeopleFinder would find (baseForms). */
  addForms(index: PeopleIndex, bytes: Uint8Array, start: number, end: number): void {
    const count = end - start > longestWord ? 0 : fold(bytes, start, end)
    if (count > 0) this.#add(index, count)
    else this.isAny = end - start > longestWord || mayHaveEnding(lastCode(bytes, start, end))
  }

  /** The same of a word in a string. */
  addWritten(index: PeopleIndex, text: string, start: number, end: number): void {
    const count = end - start > longestWord ? 0 : foldWritten(text, start, end)
    if (count > 0) this.#add(index, count)
    else this.isAny = end - start > longestWord || mayHaveEnding(text.charCodeAt(end - 1))
  }

  /**
   * Whether a phrase may begin with one of these and end with one of the others; `between` is the sum of the hashes of all words between,
   * `inflected` leaves out that both are as they are.
   */
  mayGoWith(index: PeopleIndex, lasts: EndWords, between: number, inflected = false): boolean {
    if (this.isEmpty || lasts.isEmpty) return false
    if (this.isAny || lasts.isAny) return true
    for (let one = 0; one < this.count; one++)
      for (let other = inflected && one < this.own ? lasts.own : 0; other < lasts.count; other++)
        if (index.wholes.has(phraseKey(this.hashes[one]!, lasts.hashes[other]!, between))) return true
    return false
  }

  /** Of the word in `folded`, of so many letters. */
  #add(index: PeopleIndex, count: number): void {
    if (count <= shortestStem) return
    const may = lengths[lastTwo(folded[count - 2]!, folded[count - 1]!)]!
    if (may === 0) return
    for (let length = 1; length <= longestEnding && count - length >= shortestStem; length++) {
      if (((may >> length) & 1) === 0) continue
      const bases = byLetters.get(packed(folded, count - length, count))
      if (!bases) continue
      for (const own of bases) {
        const lo = hashed(hashes[count - length]!, own, own.length, folded[count - length - 1]!)
        if (index.ends.has(endKey(lo))) this.hashes[this.count++] = lo
      }
    }
  }
}

/** An ending is of Latin or Cyrillic letters: what ends in those of other alphabets is no form. `code` is the word's last character. */
function mayHaveEnding(code: number): boolean {
  const letters = folds.packed(code)
  if (letters === nothing || letters === gap || letters < 0) return true
  const count = (letters >> 24) - 1
  const last = (letters >> (8 * (count - 1))) & 0xff
  return last < 0x80 || (count === 2 && (letters & 0xfe) === cyrillic)
}

function lastCode(bytes: Uint8Array, start: number, end: number): number {
  let at = end - 1
  while (at > start && (bytes[at]! & 0xc0) === 0x80) at--
  const first = bytes[at]!
  if (first < 0x80) return first
  let code = first & (first < 0xe0 ? 0x1f : first < 0xf0 ? 0x0f : 0x07)
  for (at++; at < end; at++) code = (code << 6) | (bytes[at]! & 0x3f)
  return code
}

/** A word's letters without accents, into `folded`; 0 where they are no ASCII letters even then. */
function fold(bytes: Uint8Array, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end && count >= 0; at++) {
    const byte = bytes[at]!
    // Two bytes are an accented letter of the Latin alphabets, or of others.
    const isPair = byte >= 0xc2 && byte < 0xe0 && at + 1 < end
    count = foldOne(isPair ? ((byte & 0x1f) << 6) | (bytes[++at]! & 0x3f) : byte < 128 ? byte : beyond, count)
  }
  return Math.max(0, count)
}

function foldWritten(text: string, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end && count >= 0; at++) count = foldOne(text.charCodeAt(at), count)
  return Math.max(0, count)
}

/** How many letters are in `folded` with those of one more character; -1 where it is no ASCII letter. */
function foldOne(code: number, before: number): number {
  const letters = code < 128 ? plain[code]! | (2 << 24) : code < beyond ? folds.packed(code) : 0
  const size = (letters >> 24) - 1
  if (size < 0) return -1
  let count = before
  for (let rest = letters, left = size; left > 0; left--, rest >>>= 8) {
    const letter = rest & 0xff
    if (letter === letterE && count > 0 && umlaut[folded[count - 1]!] === 1) continue
    if (letter < 0x30 || letter > 0x7a || count === longestWord) return -1
    folded[count++] = letter
    const lo = Math.imul(hashes[count - 1]! ^ letter, factor)
    hashes[count] = lo ^ (lo >>> 13)
  }
  return count
}

function hashed(from: number, letters: Uint8Array, end: number, before: number): number {
  let lo = from
  let last = before
  for (let at = 0; at < end; at++) {
    const letter = letters[at]!
    if (letter === letterE && umlaut[last] === 1) continue
    last = letter
    lo = Math.imul(lo ^ letter, factor)
    lo ^= lo >>> 13
  }
  return lo
}

function lastTwo(before: number, last: number): number {
  return (before << 7) | last
}

function packed(letters: Uint8Array, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at++) number = (number << 8) | letters[at]!
  return number
}
