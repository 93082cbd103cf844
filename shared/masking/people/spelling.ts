import { foldWords } from '../text/fold-words.ts'
import type { PhraseHash } from './words.ts'

/** Of those who have one phrase, who is meant: the highest. The own name of somebody counts more than a shortened one. */
export const ranks = { whole: 3, asFolded: 2, butAccents: 1 } as const
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

/** The hash of a phrase in its very spelling; false where that is the fold's, so that the phrase's own hash says it. */
export function addSpelling(hash: PhraseHash, spelling: string): boolean {
  if (!changed.test(spelling)) return false
  let [hi, lo] = [0x811c9dc5 | 0, 0x2f0b4a27]
  for (let at = 0; at < spelling.length; at++) {
    hi = Math.imul(hi ^ spelling.charCodeAt(at), 0x01000193)
    lo = Math.imul(lo ^ spelling.charCodeAt(at), 0x5bd1e995)
    lo ^= lo >>> 13
  }
  hash.add(hi, lo)
  return true
}
