import { Words } from '../people/words.ts'
import type { WordSpan } from '../people/write-name.ts'
import { isCapital, isGreeting, isParticle, isSigning, isTitle } from './title-words.ts'
import type { WordHashes } from './word-hashes.ts'

/** Where a text names somebody who is not in the database, as far as rules and lists of names tell. */
export interface Stranger {
  readonly words: readonly WordSpan[]
  /** Which part of a name stands there, in the order of the text. */
  readonly form: 'first last' | 'last first' | 'first' | 'last'
  /** How many of the words are before the comma. */
  readonly split: number
}

/** Words by which strangers are known; see stranger-names.ts. */
export interface StrangerNames {
  readonly first: WordHashes
  readonly last: WordHashes
  /** Words that are written with a capital for other reasons. */
  readonly common: WordHashes
}

const mostWords = 5
const commaSign = 0x2c
/** What stands between the words of a name. */
const joins = " \u00a0-'\u2019"
const mostInSurname = 3
export class StrangerFinder {
  readonly #names: StrangerNames
  #text = ''
  #words = new Words()

  constructor(names: StrangerNames) {
    this.#names = names
  }

  /** `words` are those of the text. In their order, and apart from each other. */
  find(text: string, words: Words): Stranger[] {
    this.#text = text
    this.#words = words
    const found: Stranger[] = []
    for (let word = 0; word < words.count; word++) {
      if (!isCapital(text, words.starts[word]!)) continue
      const stranger = this.#at(word)
      if (!stranger) continue
      found.push(stranger.stranger)
      word = stranger.next - 1
    }
    return found
  }

  #at(word: number): { stranger: Stranger; next: number } | null {
    const words = this.#words
    const before = word > 0 ? words.los[word - 1]! : 0
    const isFirst = this.#isFirst(word)
    if (!isFirst && isTitle(words, word, this.#text)) return null
    if (word > 0 && isTitle(words, word - 1, this.#text) && /^\.?[ \u00a0]$/.test(this.#between(word - 1))) {
      const run = this.#runFrom(word)
      return this.#taken(word, run, run - word > 1 ? 'first last' : 'last')
    }
    const turned = this.#turnedAt(word)
    if (turned) return turned
    const isMet =
      word > 0 &&
      ((isGreeting(before) && /^[ \u00a0]$/.test(this.#between(word - 1))) ||
        (isSigning(before) && /^[,.!]?\s*\n\s*[-–—]?\s*$|^, ?$/.test(this.#between(word - 1))))
    if (!isFirst && !isMet) return null
    const run = this.#runFrom(word)
    const isSeveral = run - word > 1
    if (isFirst && isSeveral && (isMet || this.#isSurname(word, run))) return this.#taken(word, run, 'first last')
    if (!isMet) return null
    if (isFirst) return this.#taken(word, run, 'first')
    return isSeveral && !this.#isCommon(word) ? this.#taken(word, run, 'first last') : null
  }

  /** A last name, a comma, and first names; what is capitalised before the last name is of it. */
  #turnedAt(word: number): { stranger: Stranger; next: number } | null {
    const { los, ends, starts } = this.#words
    let comma = word
    while (this.#text.charCodeAt(ends[comma]!) !== commaSign) {
      const isLongest = comma - word === mostInSurname - 1
      if (isLongest || comma + 1 >= this.#words.count || !isCapital(this.#text, starts[comma + 1]!)) return null
      if (!this.#isNext(comma)) return null
      comma++
    }
    if (!this.#names.last.has(los[comma]!) || !this.#isFirst(comma + 1) || this.#between(comma) !== ', ') return null
    let end = comma + 2
    while (this.#isFirst(end) && this.#isNext(end - 1)) end++
    let start = word
    while (start > 0 && this.#isParticle(start - 1) && this.#isNext(start - 1)) start--
    return this.#taken(start, end, 'last first', comma + 1)
  }

  #taken(word: number, end: number, form: Stranger['form'], split = word + 1) {
    const { starts, ends } = this.#words
    const words = Array.from({ length: end - word }, (_, at): WordSpan => [starts[word + at]!, ends[word + at]!])
    return { stranger: { words, form, split: split - word }, next: end }
  }

  /** Behind the last of the words that stand side by side as in a name. */
  #runFrom(word: number): number {
    let end = word + 1
    while (end < this.#words.count && end - word < mostWords) {
      const next = this.#isParticle(end) && this.#isNext(end - 1) ? this.#behindParticles(end) : end
      if (next >= this.#words.count || !this.#isNext(next - 1) || !this.#isNameLike(next)) break
      end = next + 1
    }
    return end
  }

  #behindParticles(word: number): number {
    let next = word
    while (next < this.#words.count && this.#isParticle(next) && this.#isNext(next)) next++
    return next
  }

  #isNameLike(word: number): boolean {
    const { starts, ends, digits, los } = this.#words
    if (digits[word] === 1 || !isCapital(this.#text, starts[word]!)) return false
    // A first letter with a stop stands for a name.
    if (ends[word]! - starts[word]! === 1) return /[.'\u2019]/.test(this.#text[ends[word]!] ?? '')
    return this.#names.last.has(los[word]!) || this.#names.first.has(los[word]!) || !this.#isCommon(word)
  }

  #isNext(word: number): boolean {
    if (word + 1 >= this.#words.count) return false
    const { starts, ends } = this.#words
    const between = starts[word + 1]! - ends[word]!
    if (between === 1 && joins.includes(this.#text[ends[word]!]!)) return true
    const isInitial = ends[word]! - starts[word]! === 1
    return isInitial && between <= 2 && /^\. ?$/.test(this.#between(word))
  }

  #isParticle(word: number): boolean {
    return isParticle(this.#words.los[word]!) && !isCapital(this.#text, this.#words.starts[word]!)
  }

  #isFirst(word: number): boolean {
    return (
      word < this.#words.count &&
      this.#names.first.has(this.#words.los[word]!) &&
      isCapital(this.#text, this.#words.starts[word]!)
    )
  }

  /** `Will Call` is nobody, and `Mark Baker` somebody. */
  #isSurname(word: number, end: number): boolean {
    const last = this.#names.last.has(this.#words.los[end - 1]!)
    const written = this.#text.slice(this.#words.starts[word], this.#words.ends[end - 1])
    if (this.#isCommon(word) || written === written.toUpperCase()) return last
    return last || !this.#isCommon(end - 1)
  }

  #isCommon(word: number): boolean {
    return this.#names.common.has(this.#words.los[word]!)
  }

  #between(word: number): string {
    return this.#text.slice(this.#words.ends[word], this.#words.starts[word + 1])
  }
}
