import { decidingColumns } from '../../policy/by-row/branches-of.ts'
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
import { addSpelling, literalSpelling, ranks, spellingRank, type WordSpelling, WordSpellings } from './spelling.ts'
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
  /** Of the words of the name at hand that are spelled otherwise than they are folded. */
  readonly #spelled: (WordSpelling | null)[] = []

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
    this.#phrase(lookedUpAs[sort], wordsOf[count]!, ranks.whole, sort === 'literal' ? literalSpelling(texts[0]!) : null)
    if (count > 1) this.#pair(0, 1)
    else if (digits[0]) this.#filter.add(loneKey(this.#words.los[0]!))
  }

  #spell(): void {
    const { count, starts, ends, respelled } = this.#words
    this.#spelled.length = 0
    for (let word = 0; word < count; word++)
      this.#spelled.push(respelled[word] === 1 ? this.#spellings.of(this.#text.slice(starts[word], ends[word])) : null)
  }

  #listName(texts: readonly string[]): void {
    const { orders, surname } = writtenName(this.#text, this.#words, texts.length === 1 ? null : texts[0]!.length)
    for (const { words, as, isWhole } of orders) {
      if (words.length < 2 || words.length > longestName) continue
      // Of two words one phrase serves both orders; a title beside a name is in its own alone.
      const isOfTwo = words.length === 2 && orders.length > 1
      if (isOfTwo && as === lookedUpAs.turned) continue
      this.#phrase(isOfTwo ? lookedUpAs.either : as, words, isWhole ? ranks.whole : 0)
      this.#pair(words[0]!, words[1]!)
    }
    if (surname.length > 1 || (surname.length === 1 && this.#words.lengths[surname[0]!]! >= shortestSurname))
      this.#phrase(lookedUpAs.surname, surname)
  }

  /** `spelling` where what stands between the words counts, too. */
  #phrase(as: LookedUpAs, words: readonly number[], whole: number = ranks.whole, spelling: string | null = null): void {
    const { his, los } = this.#words
    this.#hash.begin(as)
    for (const word of words) this.#hash.add(his[word]!, los[word]!)
    if (spelling === null) this.#addSpelled(words, whole)
    else {
      this.#add(whole + spellingRank(spelling))
      if (addSpelling(this.#hash, [spelling])) this.#add(whole)
    }
    const [first, last] = [los[words[0]!]!, los[words[words.length - 1]!]!]
    this.#filter.add(endKey(first))
    this.#filter.add(endKey(last))
    let between = 0
    for (let word = 1; word < words.length - 1; word++) between = (between + los[words[word]!]!) | 0
    this.#filter.add(phraseKey(first, last, between))
  }

  #addSpelled(words: readonly number[], whole: number): void {
    let rank: number = ranks.asFolded
    for (const word of words) {
      const spelling = this.#spelled[word]
      if (spelling && spelling.rank < rank) rank = spelling.rank
    }
    this.#add(whole + rank)
    if (rank === ranks.asFolded) return
    const { his, los } = this.#words
    // What is spelled as it is folded has the same hash.
    for (const word of words) {
      const spelling = this.#spelled[word]
      this.#hash.add(spelling ? spelling.hi : his[word]!, spelling ? spelling.lo : los[word]!)
    }
    this.#add(whole)
  }

  /** A phrase of the row at hand, unless it is known as well as that. */
  #add(rank: number): void {
    const { hi, lo } = this.#hash
    if (!this.#known.raise(hi, lo, rank)) return
    if (this.#length + phraseWords > this.#phrases.length) {
      const before = this.#phrases
      this.#phrases = new Uint32Array(before.length * 4)
      this.#phrases.set(before)
    }
    this.#phrases[this.#length++] = hi
    this.#phrases[this.#length++] = lo
    this.#phrases[this.#length++] = this.#records.length
    this.#phrases[this.#length++] = rank
  }

  #pair(first: number, next: number): void {
    const { lengths, beginnings } = this.#words
    if (lengths[first]! >= shortestSure && lengths[next]! >= shortestSure) {
      this.#filter.add(pairKey(beginnings[first]!, beginnings[next]!))
      return
    }
    for (const one of this.#beginningsOf(first))
      for (const other of this.#beginningsOf(next)) this.#filter.add(pairKey(one, other))
  }

  #beginningsOf(word: number): number[] {
    const words = this.#words
    const own = words.beginnings[word]!
    if (words.lengths[word]! >= shortestSure) return [own]
    const isInflected = this.#text.charCodeAt(words.ends[word]! - 1) < firstUninflected
    return [own, ...(isInflected ? letters : genitive).map((letter) => words.beginningWith(word, letter))]
  }
}

/** By the numbers of the sources, how much there was in the chunk before: in the next there is about as much. */
const before = new Map<string, { phrases: number; keys: number }>()

/** With which inflection begins behind a short name. */
const letters = ['s', 'a', 'e', 'o', 'u', 'i']
/** Behind names of other alphabets than the Latin, Greek and Cyrillic ones, of which nearly all are short, there is an s at the most. */
const [genitive, firstUninflected] = [['s'], 0x530] as const

/** All words of a literal, by how many there are. */
const wordsOf = Array.from({ length: longestName + 1 }, (_, count) => Array.from({ length: count }, (_, at) => at))

/** The columns that have to be read for it. */
export function columnsOfPeople(sources: readonly NumberedSource[]): string[] {
  return sources.flatMap(({ source: { plans, choice } }) => {
    const own = plans.flatMap(({ column, subject }) => [column, ...(subject ? [subject] : [])])
    const byRow = choice?.around.rule.byRow
    return [...own, ...(byRow ? decidingColumns(byRow) : [])]
  })
}
