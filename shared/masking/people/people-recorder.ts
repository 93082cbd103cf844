import { type RowChoice, rowChoice } from '../by-row/row-choice.ts'
import type { Cells } from '../rows/cells.ts'
import { type Charset, charsetOf } from '../text/charset.ts'
import type { CollationFold } from '../text/collation-fold.ts'
import { KeyList } from './key-filter.ts'
import { writtenName } from './name-orders.ts'
import { longestCell, PeopleRecords } from './people-record.ts'
import { type PeopleShard, phraseWords } from './people-shard.ts'
import type { NumberedSource, PeopleSource } from './people-sources.ts'
import { hashDigits, phoneDigits } from './phone-hash.ts'
import { RecentPhrases } from './recent-phrases.ts'
import { addSpelling, literalSpelling, ranks, spellingRank, WordSpellings } from './spelling.ts'
import { WordList } from './word-list.ts'
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
/** Of a row in a source, about. */
const [phrasesOfRow, bytesOfRow] = [2, 48]

interface Lane extends NumberedSource {
  readonly cells: readonly { readonly at: number; readonly charset: Charset }[]
  readonly subjectAt: number
  readonly choice: RowChoice | null
}

/** Gathers the people of a chunk by the phrases by which texts name them, each once or a few times. */
export class PeopleRecorder {
  readonly #lanes: readonly Lane[]
  readonly #words = new Words()
  readonly #hash = new PhraseHash()
  readonly #recent = new RecentPhrases()
  readonly #records: PeopleRecords
  readonly #spellings = new WordSpellings()
  /** As a shard has them. */
  readonly #phrases: WordList
  readonly #pairs = new KeyList()
  readonly #ends = new KeyList()
  readonly #wholes: WordList
  readonly #texts: string[] = []
  #text = ''
  /** Of the words of the name at hand: the hashes of their spellings, and how near these are to their folds. */
  readonly #spelledHis = new Int32Array(longestWithTitles)
  readonly #spelledLos = new Int32Array(longestWithTitles)
  readonly #spelledRanks = new Uint8Array(longestWithTitles)
  /** The words of the phrase at hand, the first so many. */
  readonly #order = new Int32Array(longestWithTitles)
  #ordered = 0

  /** `names` are the columns of the rows, in their order; `rows` is about how many there will be. */
  constructor(
    sources: readonly NumberedSource[],
    names: readonly string[],
    folds: ReadonlyMap<string, CollationFold>,
    rows = 0,
  ) {
    this.#lanes = sources.map(({ source, number }) => ({
      ...{ source, number },
      cells: source.plans.map(({ column }) => ({
        at: names.indexOf(column),
        charset: charsetOf(source.table.columns.find(({ name }) => name === column)!.charset)!,
      })),
      subjectAt: source.plans[0].subject === undefined ? -1 : names.indexOf(source.plans[0].subject),
      choice: source.choice ? rowChoice(source.table, source.choice.around, names, folds) : null,
    }))
    const expected = rows * sources.length
    this.#records = new PeopleRecords(expected * bytesOfRow)
    this.#phrases = new WordList(expected * phrasesOfRow * phraseWords)
    this.#wholes = new WordList(expected * phrasesOfRow)
  }

  record(bytes: Uint8Array, row: Cells): void {
    for (const lane of this.#lanes) this.#recordOne(lane, bytes, row)
  }

  /** Valid until the next row. */
  shard(): PeopleShard {
    const keys = { pairs: this.#pairs.all(), ends: this.#ends.all(), wholes: this.#wholes.all() }
    return { records: this.#records.all(), phrases: this.#phrases.all(), ...keys }
  }

  #recordOne({ source, number, cells, subjectAt, choice }: Lane, bytes: Uint8Array, row: Cells): void {
    const { starts, ends } = row
    for (const { at } of cells) if (ends[at]! - starts[at]! > longestCell || ends[at]! <= starts[at]!) return
    if (choice && choice.of(bytes, row) !== source.choice!.branch) return
    const before = this.#phrases.length
    const texts = this.#texts
    texts.length = 0
    for (const { at, charset } of cells) texts.push(charset.decode(bytes, starts[at]!, ends[at]!))
    this.#list(source, texts)
    if (this.#phrases.length === before) return
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
    else if (digits[0]) this.#ends.add(loneKey(this.#words.los[0]!))
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
    this.#ends.add(endKey(first))
    if (count > 1) this.#ends.add(endKey(last))
    let between = 0
    for (let at = 1; at < count - 1; at++) between = (between + los[order[at]!]!) | 0
    this.#wholes.add(phraseKey(first, last, between))
  }

  /** False where the phrase itself came not long ago. */
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

  /** A phrase of the row at hand; false where it came as well as that not long ago. Who is meant by it decides the index. */
  #add(rank: number): boolean {
    const { hi, lo } = this.#hash
    if (!this.#recent.raise(hi, lo, rank)) return false
    this.#phrases.add(hi)
    this.#phrases.add(lo)
    this.#phrases.add(this.#records.length)
    this.#phrases.add(rank)
    return true
  }

  #pair(first: number, next: number): void {
    const [ofFirst, ofNext] = [this.#inflectionsOf(first), this.#inflectionsOf(next)]
    for (let one = -1; one < ofFirst.length; one++)
      for (let other = -1; other < ofNext.length; other++)
        this.#pairs.add(pairKey(this.#beginning(first, ofFirst, one), this.#beginning(next, ofNext, other)))
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

/** With which inflection begins behind a short name. */
const letters: readonly string[] = ['s', 'a', 'e', 'o', 'u', 'i']
const none: readonly string[] = []
/** Behind names of other alphabets than the Latin, Greek and Cyrillic ones, of which nearly all are short, there is an s at the most. */
const genitive: readonly string[] = ['s']
const firstUninflected = 0x530
