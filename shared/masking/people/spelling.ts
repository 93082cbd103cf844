import { foldWords } from '../text/fold-words.ts'
import type { PhraseHash } from './words.ts'

/** Of those who have one phrase, who is meant: the highest. The own name of somebody counts more than a shortened one. */
export const ranks = { whole: 3, asFolded: 2, butAccents: 1 } as const
/** Letters that the fold changes, besides their case. */
const changed = /[^a-z0-9 ]|[aou]e/
const beyondAscii = /[^\x00-\x7f]/

/** A word as it is compared by its very letters: all but their case counts. */
export function spelled(word: string): string {
  const lower = word.toLowerCase()
  return beyondAscii.test(lower) ? lower.normalize('NFC') : lower
}

/** Most begin and end with such a letter: a look before the pattern. */
const plainEnds = /^[a-z0-9](?:.*[a-z0-9])?$/is

/** A user name, without what stands around it. */
export function literalSpelling(text: string): string {
  return spelled(plainEnds.test(text) ? text : text.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
}

/** The name of which a word is an inflected form, by its very letters; null where the ending is written in other letters than its fold. */
export function spelledBase(word: string, ending: string, own: string): string | null {
  const lower = spelled(word)
  return lower.endsWith(ending) ? lower.slice(0, lower.length - ending.length) + own : null
}

/** How near a spelling is to its fold, which is what a text has that is written without accents. */
export function spellingRank(spelling: string): number {
  if (!changed.test(spelling)) return ranks.asFolded
  // No letter of it has an accent.
  if (!beyondAscii.test(spelling)) return 0
  const bare = spelling.normalize('NFKD').replaceAll(/\p{M}+/gu, '')
  return bare === foldWords(spelling).join(' ') ? ranks.butAccents : 0
}

/** One word as it is spelled: the hash of that, and its rank. */
export interface WordSpelling {
  readonly hi: number
  readonly lo: number
  readonly rank: number
}

const mostKnown = 50_000

/** Spellings of words; names are made of the same ones again and again. */
export class WordSpellings {
  readonly #known = new Map<string, WordSpelling>()

  of(word: string): WordSpelling {
    const known = this.#known.get(word)
    if (known) return known
    if (this.#known.size === mostKnown) this.#known.clear()
    const own = spelled(word)
    const spelling = { ...hashOf(own), rank: spellingRank(own) }
    this.#known.set(word, spelling)
    return spelling
  }
}

/** The hash of a phrase in its very spelling, given word by word; false where that is the fold's, so that the phrase's own hash says it. */
export function addSpelling(hash: PhraseHash, words: readonly string[]): boolean {
  if (!words.some((word) => changed.test(word))) return false
  for (const word of words) {
    const { hi, lo } = hashOf(word)
    hash.add(hi, lo)
  }
  return true
}

function hashOf(spelling: string): { hi: number; lo: number } {
  let [hi, lo] = [0x811c9dc5 | 0, 0x2f0b4a27]
  for (let at = 0; at < spelling.length; at++) {
    const code = spelling.charCodeAt(at)
    hi = Math.imul(hi ^ code, 0x01000193)
    lo = Math.imul(lo ^ code, 0x5bd1e995)
    lo ^= lo >>> 13
  }
  return { hi, lo }
}
