import { mostWords } from '../digests/forms/name-forms.ts'
import { isCapital, isParticle, isTitle } from '../strangers/title-words.ts'
import { foldUmlauts, foldWords } from '../text/fold-words.ts'
import { EndWords } from './end-words.ts'
import { type BaseForm, baseForms } from './inflections.ts'
import { likeliest } from './likeliest.ts'
import type { Mention } from './mention.ts'
import type { PeopleIndex } from './people-index.ts'
import { readRecord } from './people-record.ts'
import { hashDigits, phoneDigits } from './phone-hash.ts'
import { addSpelling, literalSpelling, spelled, spelledBase } from './spelling.ts'
import {
  endKey,
  type LookedUpAs,
  loneKey,
  lookedUpAs,
  PhraseHash,
  pairKey,
  phraseKey,
  shortestLone,
  Words,
  wordsFrom,
} from './words.ts'
import type { WordSpan } from './write-name.ts'

/** Words of a phrase, and of one in which words are inflected. */
export const [longestPhrase, longestInflected] = [8, mostWords] as const
const longestSurname = 4
const atSign = 0x40
const asWritten: readonly undefined[] = [undefined]
/** Of which name a word is an inflected form. */
type FormOf = (word: number) => BaseForm | undefined
const asItIs: FormOf = () => undefined
const asciiWord = /^[A-Za-z]+$/
// A user name is often made of a name.
const orders = [lookedUpAs.literal, lookedUpAs.name, lookedUpAs.turned, lookedUpAs.part] as const
const turnedOrders = [lookedUpAs.literal, lookedUpAs.turned, lookedUpAs.name, lookedUpAs.part] as const

/** Finds the people of an index in texts. */
export class PeopleFinder {
  /** Of the text that was read last; who looks for strangers needs them too. */
  readonly words = new Words()
  readonly #index: PeopleIndex
  readonly #hash = new PhraseHash()
  readonly #one = new Words()
  readonly #firsts = new EndWords()
  readonly #lasts = new EndWords()
  #text = ''

  constructor(index: PeopleIndex) {
    this.#index = index
  }

  /** In their order, and apart from each other. */
  find(text: string): Mention[] {
    this.#text = text
    const { words } = this
    words.read(text)
    let mentions: Mention[] | null = null
    const { count, beginnings } = words
    for (let word = 0; word < count; word++) {
      const may = word + 1 < count && this.#index.pairs.has(pairKey(beginnings[word]!, beginnings[word + 1]!))
      const phrase = may ? this.#phraseAt(word) : null
      const isWhole = phrase !== null && phrase.as !== lookedUpAs.part
      const found = isWhole ? phrase : (this.#loneAt(word) ?? this.#surnameAt(word) ?? phrase)
      if (!found) continue
      mentions ??= []
      mentions.push(found)
    }
    if (mentions === null) return []
    return mentions.length < 2 ? mentions : likeliest(text, mentions)
  }

  /** The person who has a phone number, however it is written; -1 for nobody. */
  ofPhone(number: string): number {
    for (const digits of phoneDigits(number)) {
      hashDigits(digits, this.#hash)
      const record = this.#index.find(this.#hash)
      if (record >= 0) return record
    }
    return -1
  }

  /** The longest one, as its words stand before one in which they are inflected. */
  #phraseAt(first: number): Mention | null {
    const { words } = this
    const { count, los, starts, ends } = words
    const [index, firsts, lasts] = [this.#index, this.#firsts, this.#lasts]
    firsts.begin(index, los[first]!)
    if (firsts.own === 1)
      for (let end = Math.min(count, first + longestPhrase); end > first + 1; end--) {
        const last = los[end - 1]!
        if (
          !index.ends.has(endKey(last)) ||
          !index.wholes.has(phraseKey(los[first]!, last, words.sum(first + 1, end - 1)))
        )
          continue
        const exact = this.#lookUp(first, end)
        if (exact) return exact
      }
    firsts.addWritten(index, this.#text, starts[first]!, ends[first]!)
    if (firsts.isEmpty) return null
    for (let end = Math.min(count, first + longestInflected); end > first + 1; end--) {
      lasts.begin(index, los[end - 1]!)
      lasts.addWritten(index, this.#text, starts[end - 1]!, ends[end - 1]!)
      const found = firsts.mayGoWith(index, lasts, words.sum(first + 1, end - 1), true)
        ? this.#inflectedAt(first, end)
        : null
      if (found) return found
    }
    return null
  }

  #inflectedAt(first: number, end: number): Mention | null {
    const may = (word: number) => (this.#index.ends.has(endKey(this.words.los[word]!)) ? asWritten : [])
    const lasts = [...may(end - 1), ...this.#formsOf(end - 1)]
    for (const one of [...may(first), ...this.#formsOf(first)])
      for (const other of lasts) {
        const found = one || other ? this.#lookUp(first, end, one, other) : null
        if (found) return found
      }
    return null
  }

  /** Of which names the word may be an inflected form, as far as the filter tells. */
  #formsOf(word: number): readonly BaseForm[] {
    const written = this.#written(word)
    const folded = asciiWord.test(written) ? foldUmlauts(written.toLowerCase()) : (foldWords(written)[0] ?? '')
    return baseForms(folded).filter(({ name }) => {
      this.#one.read(name)
      return this.#index.ends.has(endKey(this.#one.los[0]!))
    })
  }

  #lookUp(first: number, end: number, ofFirst?: BaseForm, ofLast?: BaseForm): Mention | null {
    for (const as of this.#hasComma(first, end) ? turnedOrders : orders) {
      if (as === lookedUpAs.literal && (ofFirst || ofLast)) continue
      const isInflected = ofFirst !== undefined || ofLast !== undefined
      const formOf = (word: number) => (word === first ? ofFirst : word === end - 1 ? ofLast : undefined)
      const record = this.#recordOf(as, first, end, isInflected ? formOf : asItIs)
      if (record < 0) continue
      if (as === lookedUpAs.literal && !this.#isWrittenSo(first, end, record)) continue
      return this.#mention(first, end, record, as, ofFirst, ofLast)
    }
    return null
  }

  /** A word alone is somebody when it has a digit, as user names and numbers have, or stands behind `@`. */
  #loneAt(word: number): Mention | null {
    const { words } = this
    if (words.lengths[word]! < shortestLone) return null
    const isCalled = this.#text.charCodeAt(words.starts[word]! - 1) === atSign
    if (!isCalled && (words.digits[word] === 0 || !this.#index.ends.has(loneKey(words.los[word]!)))) return null
    const record = this.#recordOf(lookedUpAs.literal, word, word + 1)
    return record < 0 ? null : this.#mention(word, word + 1, record, lookedUpAs.literal)
  }

  /** A last name alone is somebody behind a title. */
  #surnameAt(word: number): Mention | null {
    const { words } = this
    if (word === 0 || !isTitle(words, word - 1, this.#text)) return null
    const isName = isCapital(this.#text, words.starts[word]!) || isParticle(words.los[word]!)
    if (!isName || isTitle(words, word, this.#text)) return null
    for (let end = Math.min(words.count, word + longestSurname); end > word; end--) {
      const forms = end === word + 1 ? [...asWritten, ...this.#formsOf(word)] : asWritten
      for (const form of forms) {
        const record = this.#recordOf(lookedUpAs.surname, word, end, () => form)
        if (record >= 0) return this.#mention(word, end, record, lookedUpAs.surname, form)
      }
    }
    return null
  }

  /** Who is spelled so, or else whoever is meant by the phrase; -1 for nobody. `formOf` says of which name a word is an inflected form. */
  #recordOf(as: LookedUpAs, first: number, end: number, formOf: FormOf = asItIs): number {
    if (end - first === 2 && (as === lookedUpAs.name || as === lookedUpAs.turned)) {
      const isTurned = as === lookedUpAs.turned
      const own = this.#recordBy(lookedUpAs.either, isTurned ? [first + 1, first] : [first, first + 1], formOf)
      if (own >= 0 || isTurned) return own
    }
    return this.#recordBy(as, wordsFrom(first, end), formOf)
  }

  #recordBy(as: LookedUpAs, words: readonly number[], formOf: FormOf): number {
    this.#hash.begin(as)
    for (const word of words) this.#add(word, formOf(word))
    const any = this.#index.find(this.#hash)
    if (any < 0 || (as !== lookedUpAs.literal && formOf === asItIs && !this.words.areRespelled(words))) return any
    const spelling = this.#spellingOf(as, words, formOf)
    if (spelling === null || !addSpelling(this.#hash, spelling)) return any
    const own = this.#index.find(this.#hash)
    return own < 0 ? any : own
  }

  #spellingOf(as: LookedUpAs, words: readonly number[], formOf: FormOf): string[] | null {
    if (as === lookedUpAs.literal)
      return [literalSpelling(this.#text.slice(this.words.starts[words[0]!], this.words.ends[words.at(-1)!]))]
    const written: string[] = []
    for (const word of words) {
      const form = formOf(word)
      const own = form ? spelledBase(this.#written(word), form.ending, form.own) : spelled(this.#written(word))
      if (own === null) return null
      written.push(own)
    }
    return written
  }

  #hasComma(first: number, end: number): boolean {
    const { starts, ends } = this.words
    return this.#text.slice(ends[first], starts[end - 1]).includes(',')
  }

  #add(word: number, form: BaseForm | undefined): void {
    if (!form) {
      this.#hash.add(this.words.his[word]!, this.words.los[word]!)
      return
    }
    this.#one.read(form.name)
    this.#hash.add(this.#one.his[0]!, this.#one.los[0]!)
  }

  #mention(
    first: number,
    end: number,
    record: number,
    as: LookedUpAs,
    ofFirst?: BaseForm,
    ofLast: BaseForm | undefined = ofFirst && end === first + 1 ? ofFirst : undefined,
  ): Mention {
    const { starts, ends } = this.words
    const words: WordSpan[] = []
    for (let word = first; word < end; word++) {
      const form = word === end - 1 ? ofLast : word === first ? ofFirst : undefined
      words.push([starts[word]!, ends[word]! - (form?.behind ?? 0)])
    }
    return { start: starts[first]!, end: words[words.length - 1]![1], record, as, words }
  }

  /** What holds no space is an address or a user name, and no two words of a sentence. */
  #isWrittenSo(first: number, end: number, record: number): boolean {
    const { starts, ends } = this.words
    const hasSpace = readRecord(this.#index.records, record).cells[0]?.includes(0x20)
    return hasSpace === true || !/\s/.test(this.#text.slice(starts[first], ends[end - 1]))
  }

  #written(word: number): string {
    return this.#text.slice(this.words.starts[word], this.words.ends[word])
  }
}
