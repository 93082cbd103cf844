import { type RowChoice, rowChoice } from '../by-row/row-choice.ts'
import type { Cells } from '../rows/cells.ts'
import { type Charset, charsetOf } from '../text/charset.ts'
import type { CollationFold } from '../text/collation-fold.ts'
import { KeySet } from './key-set.ts'
import { writtenName } from './name-orders.ts'
import { longestCell, PeopleRecords } from './people-record.ts'
import { type PeopleShard, phraseWords } from './people-shard.ts'
import type { NumberedSource, PeopleSource } from './people-sources.ts'
import { hashDigits, phoneDigits } from './phone-hash.ts'
import { PhraseRanks } from './phrase-ranks.ts'
import { addSpelling, literalSpelling, ranks, spellingRank, WordSpellings } from './spelling.ts'
import {
  endKey,
  type LookedUpAs,
  loneKey,
  lookedUpAs,
  PhraseHash,
  pairKey,
  phraseKey,
  shortestSure,
  Words,
  wordsFrom,
} from './words.ts'

const longestName = 8
const longestWithTitles = 12
const shortestLiteral = 6
const shortestSurname = 3
const firstPhrases = 1024
/** Nobody knows how many rows a chunk has; of larger tables it is a part. */
const mostExpected = 250_000

interface Lane extends NumberedSource {
  readonly cells: readonly { readonly at: number; readonly charset: Charset }[]
  readonly subjectAt: number
  readonly choice: RowChoice | null
}

/** Gathers the people of a chunk, each once, by the phrases by which texts name them. */
export class PeopleRecorder {
  readonly #lanes: readonly Lane[]
  readonly #words = new Words()
  readonly #hash = new PhraseHash()
  readonly #place: string
  readonly #known: PhraseRanks
  readonly #filter: KeySet
  readonly #records = new PeopleRecords()
  readonly #spellings = new WordSpellings()
  /** As a shard has them, the first so many words. */
  #phrases = new Uint32Array(firstPhrases)
  #length = 0
  readonly #texts: string[] = []
  #text = ''
  /** Of the words of the name at hand: the hashes of their spellings, and how near these are to their folds. */
  readonly #spelledHis = new Int32Array(longestWithTitles)
  readonly #spelledLos = new Int32Array(longestWithTitles)
  readonly #spelledRanks = new Uint8Array(longestWithTitles)
  /** The words of the phrase at hand, the first so many. */
  readonly #order = new Int32Array(longestWithTitles)
  #ordered = 0

  /** `names` are the columns of the rows, in their order. */
  constructor(sources: readonly NumberedSource[], names: readonly string[], folds: ReadonlyMap<string, CollationFold>) {
    this.#lanes = sources.map(({ source, number }) => ({
      ...{ source, number },
      cells: source.plans.map(({ column }) => ({
        at: names.indexOf(column),
        charset: charsetOf(source.table.columns.find(({ name }) => name === column)!.charset)!,
      })),
      subjectAt: source.plans[0].subject === undefined ? -1 : names.indexOf(source.plans[0].subject),
      choice: source.choice ? rowChoice(source.table, source.choice.around, names, folds) : null,
    }))
    this.#place = sources.map(({ number }) => number).join()
    const { phrases = 0, keys = 0 } = before.get(this.#place) ?? {}
    const expected = sources.reduce((sum, { source: { table } }) => sum + Math.min(table.rowsEstimate, mostExpected), 0)
    this.#known = new PhraseRanks(phrases || expected)
    this.#filter = new KeySet(keys || expected)
  }

  record(bytes: Uint8Array, row: Cells): void {
    for (const lane of this.#lanes) this.#recordOne(lane, bytes, row)
  }

  shard(): PeopleShard {
    before.set(this.#place, { phrases: this.#known.count, keys: this.#filter.count })
    return { records: this.#records.take(), phrases: this.#phrases.slice(0, this.#length), filter: this.#filter.all() }
  }

  #recordOne({ source, number, cells, subjectAt, choice }: Lane, bytes: Uint8Array, row: Cells): void {
    const { starts, ends } = row
    for (const { at } of cells) if (ends[at]! - starts[at]! > longestCell || ends[at]! <= starts[at]!) return
    if (choice && choice.of(bytes, row) !== source.choice!.branch) return
    const before = this.#length
    const texts = this.#texts
    texts.length = 0
    for (const { at, charset } of cells) texts.push(charset.decode(bytes, starts[at]!, ends[at]!))
    this.#list(source, texts)
    if (this.#length === before) return
    const records = this.#records
    records.begin(number, cells.length)
    const isAbout = subjectAt >= 0 && ends[subjectAt]! >= 0
    records.add(bytes, isAbout ? starts[subjectAt]! : 0, isAbout ? ends[subjectAt]! : -1)
    for (const { at } of cells) records.add(bytes, starts[at]!, ends[at]!)
  }

  #list({ sort }: PeopleSource, texts: readonly string[]): void {
    if (sort === 'phone') {
      phoneDigits(texts[0]!).forEach((digits, way) => {
        hashDigits(digits, this.#hash)
        this.#add(way === 0 ? ranks.whole : 0)
      })
      return
    }
    this.#text = texts.length === 1 ? texts[0]! : texts.join(' ')
    this.#words.read(this.#text)
    const { count, lengths, digits } = this.#words
    if (count === 0 || count > (sort === 'name' ? longestWithTitles : longestName)) return
    if (sort !== 'literal') this.#spell()
    if (sort === 'name') {
      this.#listName(texts)
      return
    }
    let length = count - 1
    for (let word = 0; word < count; word++) length += lengths[word]!
    if (length < shortestLiteral) return
    if (sort === 'part' && count === 1) return
    this.#orderWords(wordsFrom(0, count))
    this.#phrase(lookedUpAs[sort], ranks.whole, sort === 'literal' ? literalSpelling(texts[0]!) : null)
    if (count > 1) this.#pair(0, 1)
    else if (digits[0]) this.#filter.add(loneKey(this.#words.los[0]!))
  }

  #spell(): void {
    const { count, starts, ends, respelled, his, los } = this.#words
    for (let word = 0; word < count; word++) {
      const other = respelled[word] === 1 ? this.#spellings.of(this.#text.slice(starts[word], ends[word])) : null
      // What is spelled as it is folded has the same hash.
      this.#spelledHis[word] = other ? other.hi : his[word]!
      this.#spelledLos[word] = other ? other.lo : los[word]!
      this.#spelledRanks[word] = other ? other.rank : ranks.asFolded
    }
  }

  #listName(texts: readonly string[]): void {
    const { orders, surname } = writtenName(this.#text, this.#words, texts.length === 1 ? null : texts[0]!.length)
    for (const { words, as, isWhole } of orders) {
      if (words.length < 2 || words.length > longestName) continue
      // Of two words one phrase serves both orders; a title beside a name is in its own alone.
      const isOfTwo = words.length === 2 && orders.length > 1
      if (isOfTwo && as === lookedUpAs.turned) continue
      this.#orderWords(words)
      this.#phrase(isOfTwo ? lookedUpAs.either : as, isWhole ? ranks.whole : 0)
      this.#pair(words[0]!, words[1]!)
    }
    if (surname.length > 1 || (surname.length === 1 && this.#words.lengths[surname[0]!]! >= shortestSurname)) {
      this.#orderWords(surname)
      this.#phrase(lookedUpAs.surname, ranks.whole)
    }
  }

  #orderWords(words: readonly number[]): void {
    this.#ordered = words.length
    for (let at = 0; at < words.length; at++) this.#order[at] = words[at]!
  }

  /** Of the words in their order; `spelling` where what stands between them counts, too. */
  #phrase(as: LookedUpAs, whole: number, spelling: string | null = null): void {
    const { his, los } = this.#words
    const [order, count, hash] = [this.#order, this.#ordered, this.#hash]
    hash.begin(as)
    for (let at = 0; at < count; at++) hash.add(his[order[at]!]!, los[order[at]!]!)
    let isNew: boolean
    if (spelling === null) isNew = this.#addSpelled(whole)
    else {
      isNew = this.#add(whole + spellingRank(spelling))
      if (addSpelling(hash, [spelling])) this.#add(whole)
    }
    // The filter knows a phrase by its words alone.
    if (!isNew) return
    const [first, last] = [los[order[0]!]!, los[order[count - 1]!]!]
    this.#filter.add(endKey(first))
    this.#filter.add(endKey(last))
    let between = 0
    for (let at = 1; at < count - 1; at++) between = (between + los[order[at]!]!) | 0
    this.#filter.add(phraseKey(first, last, between))
  }

  /** False where the phrase itself was known. */
  #addSpelled(whole: number): boolean {
    const [order, count] = [this.#order, this.#ordered]
    let rank: number = ranks.asFolded
    for (let at = 0; at < count; at++) rank = Math.min(rank, this.#spelledRanks[order[at]!]!)
    const isNew = this.#add(whole + rank)
    if (rank === ranks.asFolded) return isNew
    for (let at = 0; at < count; at++) this.#hash.add(this.#spelledHis[order[at]!]!, this.#spelledLos[order[at]!]!)
    this.#add(whole)
    return isNew
  }

  /** A phrase of the row at hand; false where it is known as well as that. */
  #add(rank: number): boolean {
    const { hi, lo } = this.#hash
    if (!this.#known.raise(hi, lo, rank)) return false
    if (this.#length + phraseWords > this.#phrases.length) {
      const before = this.#phrases
      this.#phrases = new Uint32Array(before.length * 4)
      this.#phrases.set(before)
    }
    this.#phrases[this.#length++] = hi
    this.#phrases[this.#length++] = lo
    this.#phrases[this.#length++] = this.#records.length
    this.#phrases[this.#length++] = rank
    return true
  }

  #pair(first: number, next: number): void {
    const [ofFirst, ofNext] = [this.#inflectionsOf(first), this.#inflectionsOf(next)]
    for (let one = -1; one < ofFirst.length; one++)
      for (let other = -1; other < ofNext.length; other++)
        this.#filter.add(pairKey(this.#beginning(first, ofFirst, one), this.#beginning(next, ofNext, other)))
  }

  /** Of a word by itself (-1), or with one of the letters behind it. */
  #beginning(word: number, inflections: readonly string[], at: number): number {
    return at < 0 ? this.#words.beginnings[word]! : this.#words.beginningWith(word, inflections[at]!)
  }

  #inflectionsOf(word: number): readonly string[] {
    const { lengths, ends } = this.#words
    if (lengths[word]! >= shortestSure) return none
    return this.#text.charCodeAt(ends[word]! - 1) < firstUninflected ? letters : genitive
  }
}

/** By the numbers of the sources, how much there was in the chunk before: in the next there is about as much. */
const before = new Map<string, { phrases: number; keys: number }>()

/** With which inflection begins behind a short name. */
const letters: readonly string[] = ['s', 'a', 'e', 'o', 'u', 'i']
const none: readonly string[] = []
/** Behind names of other alphabets than the Latin, Greek and Cyrillic ones, of which nearly all are short, there is an s at the most. */
const genitive: readonly string[] = ['s']
const firstUninflected = 0x530
