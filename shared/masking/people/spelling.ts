import { foldWords } from '../text/fold-words.ts'
import type { PhraseHash } from './words.ts'

/** Of those who have one phrase, who is meant: the highest. The own name of somebody counts more than a shortened one. */
export const ranks = { whole: 3, asFolded: 2, butAccents: 1 } as const
const space = 0x20
/** Letters that the fold changes, besides their case. */
const changed = /[^a-z0-9 ]|[aou]e/

/** Words as they are compared by their very letters: all but their case counts. */
export function spelled(words: readonly string[]): string {
  return words.join(' ').toLowerCase().normalize('NFC')
}

/** A user name, without what stands around it. */
export function literalSpelling(text: string): string {
  return spelled([text.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')])
}

/** The name of which a word is an inflected form, by its very letters; null where the ending is written in other letters than its fold. */
export function spelledBase(word: string, ending: string, own: string): string | null {
  const lower = spelled([word])
  return lower.endsWith(ending) ? lower.slice(0, lower.length - ending.length) + own : null
}

/** How near a spelling is to its fold, which is what a text has that is written without accents. */
export function spellingRank(spelling: string): number {
  if (!changed.test(spelling)) return ranks.asFolded
  const bare = spelling.normalize('NFKD').replaceAll(/\p{M}+/gu, '')
  return bare === foldWords(spelling).join(' ') ? ranks.butAccents : 0
}

/** Whether all words of a text are of ASCII and spelled as they are folded, so that none of this has to be asked. */
export function isSpelledAsFolded(text: string): boolean {
  return !/[^\x00-\x7f]|[aou]e/i.test(text)
}

/** One word: how it is spelled, and the rank of that. */
export interface WordSpelling {
  readonly spelled: string
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
    const own = spelled([word])
    const spelling = { spelled: own, rank: spellingRank(own) }
    this.#known.set(word, spelling)
    return spelling
  }
}

/** The hash of a phrase in its very spelling; false where that is the fold's, so that the phrase's own hash says it. */
export function addSpelling(hash: PhraseHash, spelling: string): boolean {
  if (!changed.test(spelling)) return false
  addSpelledWords(hash, [spelling])
  return true
}

/** The same of words, for who knows that their spelling is not the fold's. */
export function addSpelledWords(hash: PhraseHash, words: readonly string[]): void {
  let [hi, lo] = [0x811c9dc5 | 0, 0x2f0b4a27]
  for (let word = 0; word < words.length; word++) {
    const spelling = words[word]!
    for (let at = word === 0 ? 0 : -1; at < spelling.length; at++) {
      const code = at < 0 ? space : spelling.charCodeAt(at)
      hi = Math.imul(hi ^ code, 0x01000193)
      lo = Math.imul(lo ^ code, 0x5bd1e995)
      lo ^= lo >>> 13
    }
  }
  hash.add(hi, lo)
}
