import { wordFolds } from '../digests/word-text.ts'
import { basesOfEnding, longestEnding, shortestStem } from './inflections.ts'
import type { PeopleIndex } from './people-index.ts'
import { type firstKey, type lastKey, wordHash } from './words.ts'

const { factor, seed, letterE, umlaut, plain } = wordHash
const { folds } = wordFolds
const longestWord = 64
/** What takes more than two bytes. */
const beyond = 0x800
const folded = new Uint8Array(longestWord)

/** Owns of each ending of ASCII letters, by the ending's letters in one number. */
const byLetters = new Map<number, readonly Uint8Array[]>()
for (const [ending, bases] of basesOfEnding)
  if (/^[a-z]+$/.test(ending))
    byLetters.set(
      packed(Buffer.from(ending), 0, ending.length),
      bases.map((own) => Buffer.from(own)),
    )

/**
 * Whether a phrase of the index may begin (`firstKey`) or end (`lastKey`) with a word of a text (bytes of UTF-8) that is inflected: what
 * PeopleFinder would find, without a string. True also of words that are not of ASCII letters alone.
 */
export function mayBeForm(index: PeopleIndex, keyOf: KeyOf, bytes: Uint8Array, start: number, end: number): boolean {
  return mayBeFolded(index, keyOf, end - start > longestWord ? 0 : fold(bytes, start, end))
}

/** The same of a word in a string. */
export function mayBeWrittenForm(index: PeopleIndex, keyOf: KeyOf, text: string, start: number, end: number): boolean {
  return mayBeFolded(index, keyOf, end - start > longestWord ? 0 : foldWritten(text, start, end))
}

type KeyOf = typeof firstKey | typeof lastKey

/** Of the word in `folded`, of so many letters. */
function mayBeFolded(index: PeopleIndex, keyOf: KeyOf, count: number): boolean {
  if (count === 0) return true
  for (let length = 1; length <= longestEnding && count - length >= shortestStem; length++) {
    const bases = byLetters.get(packed(folded, count - length, count))
    if (!bases) continue
    const stem = hashed(seed, folded, count - length, 0)
    for (const own of bases)
      if (index.may(keyOf(hashed(stem, own, own.length, folded[count - length - 1]!)))) return true
  }
  return false
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

function packed(letters: Uint8Array, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at++) number = (number << 8) | letters[at]!
  return number
}
