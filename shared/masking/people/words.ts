import { wordFolds } from '../digests/word-text.ts'

const { folds, gap, nothing, letterE, umlaut } = wordFolds
/** So many letters begin a word: inflection leaves them as they are. */
const beginning = 3
/** A word shorter than that begins otherwise when it is inflected. */
export const shortestSure = beginning
const [firstFactor, secondFactor] = [0x01000193, 0x5bd1e995]
const [firstSeed, secondSeed] = [0x811c9dc5 | 0, 0x2f0b4a27]

// By ASCII character: its lower-case letter or digit, 0 for what ends a word.
const plain = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code)
  return /[a-z0-9]/i.test(letter) ? letter.toLowerCase().charCodeAt(0) : 0
})

/** For who walks over bytes: how a word is hashed (`los` and `beginnings` of Words). */
export const wordHash = { beginning, factor: secondFactor, seed: secondSeed, letterE, umlaut, plain }
/** Fewer characters with a digit are no user name. */
export const shortestLone = 6

/**
 * The words of a text as the leak check compares them (lower case, without accents), each as a hash of 64 bits and one of its beginning.
 * They stay in the memory of their process, so the hashes need no key.
 */
export class Words {
  count = 0
  /** Of UTF-16 units in the text. */
  starts: Int32Array = new Int32Array(256)
  ends: Int32Array = new Int32Array(256)
  his: Int32Array = new Int32Array(256)
  los: Int32Array = new Int32Array(256)
  beginnings: Int32Array = new Int32Array(256)
  /** Folded characters. */
  lengths: Int32Array = new Int32Array(256)
  digits: Uint8Array = new Uint8Array(256)
  /** 1 where the letters are not as they are folded, but for their case: accents, other alphabets, an e behind a, o or u. */
  respelled: Uint8Array = new Uint8Array(256)

  read(text: string): void {
    this.count = 0
    // One by one: as an array they would be one for each word.
    let start = -1
    let length = 0
    let hi = 0
    let lo = 0
    let begins = 0
    let digit = 0
    let other = 0
    let last = 0
    for (let at = 0; at <= text.length; at++) {
      const here = at
      const code = at < text.length ? text.charCodeAt(at) : 0x20
      let folded = 0
      if (code < 128) folded = plain[code]!
      else {
        other = 1
        const point = code >= 0xd800 && code <= 0xdbff ? text.codePointAt(at)! : code
        if (point > 0xffff) at++
        const packed = folds.packed(point)
        if (packed === nothing) continue
        folded = packed === gap ? 0 : packed
        if (packed === -1) folded = point
      }
      if (folded === 0) {
        if (start >= 0) this.#add(start, here, length, hi, lo, begins, digit, other)
        start = -1
        continue
      }
      if (start < 0) {
        start = here
        length = 0
        hi = firstSeed
        lo = secondSeed
        digit = 0
        other = code < 128 ? 0 : 1
        last = 0
      }
      if (code < 128) {
        if (folded === letterE && umlaut[last] === 1) {
          other = 1
          continue
        }
        last = folded
        hi = Math.imul(hi ^ folded, firstFactor)
        lo = Math.imul(lo ^ folded, secondFactor)
        lo ^= lo >>> 13
        if (++length <= beginning) begins = lo
        if (code <= 0x39) digit = 1
        continue
      }
      // Byte by byte, so that a ligature is as its letters are.
      let left = folded >>> 24 === 0 ? 1 : (folded >> 24) - 1
      for (let rest = folded; left > 0; left--, rest >>>= 8) {
        const byte = folded >>> 24 === 0 ? folded : rest & 0xff
        if (byte === letterE && umlaut[last] === 1) continue
        last = byte > 0xff ? 0 : byte
        hi = Math.imul(hi ^ byte, firstFactor)
        lo = Math.imul(lo ^ byte, secondFactor)
        lo ^= lo >>> 13
        // What continues a character of UTF-8 is none of its own.
        if ((byte & 0xc0) !== 0x80 || byte > 0xff) length++
        if (length <= beginning) begins = lo
      }
    }
  }

  /** The sum of the hashes of words [first, end), of 32 bits. */
  sum(first: number, end: number): number {
    let sum = 0
    for (let word = first; word < end; word++) sum = (sum + this.los[word]!) | 0
    return sum
  }

  /** Whether the very letters of one of the words say more than they do as they are compared. */
  areRespelled(words: readonly number[]): boolean {
    for (const word of words) if (this.respelled[word] === 1) return true
    return false
  }

  /** The beginning of a short word with a letter behind it. */
  beginningWith(word: number, letter: string): number {
    const lo = Math.imul(this.los[word]! ^ letter.charCodeAt(0), secondFactor)
    return lo ^ (lo >>> 13)
  }

  #add(
    start: number,
    end: number,
    length: number,
    hi: number,
    lo: number,
    begins: number,
    digit: number,
    other: number,
  ): void {
    if (this.count === this.starts.length) this.#grow()
    const at = this.count++
    this.starts[at] = start
    this.ends[at] = end
    this.his[at] = hi
    this.los[at] = lo
    this.beginnings[at] = begins
    this.lengths[at] = length
    this.digits[at] = digit
    this.respelled[at] = other
  }

  #grow(): void {
    const size = this.starts.length * 2
    this.starts = grown(this.starts, new Int32Array(size))
    this.ends = grown(this.ends, new Int32Array(size))
    this.his = grown(this.his, new Int32Array(size))
    this.los = grown(this.los, new Int32Array(size))
    this.beginnings = grown(this.beginnings, new Int32Array(size))
    this.lengths = grown(this.lengths, new Int32Array(size))
    this.digits = grown(this.digits, new Uint8Array(size))
    this.respelled = grown(this.respelled, new Uint8Array(size))
  }
}

/** The hash (`los`) of a text that is one word of ASCII letters and digits, as most in lists are; null for any other. */
export function hashOfPlain(word: string): number | null {
  let lo = secondSeed
  let last = 0
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at)
    const folded = code < 128 ? plain[code]! : 0
    if (folded === 0) return null
    if (folded === letterE && umlaut[last] === 1) continue
    last = folded
    lo = Math.imul(lo ^ folded, secondFactor)
    lo ^= lo >>> 13
  }
  return word.length > 0 ? lo : null
}

function grown<Numbers extends Int32Array | Uint8Array>(before: Numbers, longer: Numbers): Numbers {
  longer.set(before)
  return longer
}

/** The numbers of words [first, end). */
export function wordsFrom(first: number, end: number): number[] {
  const words: number[] = []
  for (let word = first; word < end; word++) words.push(word)
  return words
}

/** What a phrase is looked up as; `either` is a name of two words, in its own order, by which it is found in both. */
export const lookedUpAs = { name: 1, turned: 2, surname: 3, literal: 4, phone: 5, part: 6, either: 7 } as const
export type LookedUpAs = (typeof lookedUpAs)[keyof typeof lookedUpAs]

/** The hash of several words in their order, word by word: `begin`, then `add` each. */
export class PhraseHash {
  hi = 0
  lo = 0

  begin(as: LookedUpAs): void {
    this.hi = Math.imul(as, 0x9e3779b1)
    this.lo = Math.imul(as, 0x85ebca6b)
  }

  add(hi: number, lo: number): void {
    this.hi = Math.imul((this.hi ^ hi) + 0x7f4a7c15, 0x85ebca6b)
    this.hi ^= this.hi >>> 15
    this.lo = Math.imul((this.lo ^ lo) + 0x165667b1, 0xc2b2ae35)
    this.lo ^= this.lo >>> 16
  }
}

/** What the filter is asked for the beginnings of two words that stand side by side, in either order. */
export function pairKey(beginning: number, next: number): number {
  const mixed = Math.imul(beginning + next, 0x9e3779b1) ^ Math.imul(beginning ^ next ^ 0x2545f491, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}

/**
 * Of a phrase by its first and its last word, in either order, and the sum of the hashes of those between: most of what begins like a name is
 * none by that. A word at an end may be the name of which the text has an inflected form.
 */
export function phraseKey(first: number, last: number, between: number): number {
  const mixed = Math.imul(first + last, 0xc2b2ae35) ^ Math.imul(first ^ last ^ 0x6a09e667 ^ between, 0x27d4eb2f)
  return mixed ^ (mixed >>> 13)
}

/** Of a word with which a phrase begins or ends. */
export function endKey(lo: number): number {
  return loneKey(lo ^ 0x3c6ef372)
}

export function loneKey(lo: number): number {
  const mixed = Math.imul(lo ^ 0x5851f42d, 0xc2b2ae35)
  return mixed ^ (mixed >>> 14)
}
