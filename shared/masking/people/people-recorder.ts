import { decidingColumns } from '../../policy/by-row/branches-of.ts'
import { type RowChoice, rowChoice } from '../by-row/row-choice.ts'
import type { Cells } from '../rows/cells.ts'
import { particles, titles } from '../strangers/titles.ts'
import { type Charset, charsetOf } from '../text/charset.ts'
import type { CollationFold } from '../text/collation-fold.ts'
import { foldWords } from '../text/fold-words.ts'
import { longestCell, writeRecord } from './people-record.ts'
import type { PeopleShard } from './people-shard.ts'
import type { NumberedSource, PeopleSource } from './people-sources.ts'
import { hashDigits, phoneDigits } from './phone-hash.ts'
import { addSpelling, literalSpelling, ranks, spelled, spellingRank } from './spelling.ts'
import {
  firstKey,
  type LookedUpAs,
  lastKey,
  loneKey,
  lookedUpAs,
  PhraseHash,
  pairKey,
  shortestSure,
  Words,
} from './words.ts'

const longestName = 8
const shortestLiteral = 6
const shortestSurname = 3
const freshWords = 3

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
  /** The rank at which a phrase is known. */
  readonly #known = new Map<number, number>()
  readonly #filter = new Set<number>()
  readonly #records: Uint8Array[] = []
  readonly #phrases: number[] = []
  #bytes = 0
  /** Phrases of the row at hand that are not known yet, or not so well: high word, low word, rank. */
  #fresh: number[] = []
  #text = ''

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
  }

  record(bytes: Uint8Array, row: Cells): void {
    for (const lane of this.#lanes) this.#recordOne(lane, bytes, row)
  }

  shard(): PeopleShard {
    const records = new Uint8Array(this.#bytes)
    let at = 0
    for (const record of this.#records) {
      records.set(record, at)
      at += record.length
    }
    return { records, phrases: Uint32Array.from(this.#phrases), filter: Uint32Array.from(this.#filter) }
  }

  #recordOne({ source, number, cells, subjectAt, choice }: Lane, bytes: Uint8Array, row: Cells): void {
    const { starts, ends } = row
    if (cells.some(({ at }) => ends[at]! - starts[at]! > longestCell || ends[at]! <= starts[at]!)) return
    if (choice && choice.of(bytes, row) !== source.choice!.branch) return
    const texts = cells.map(({ at, charset }) => charset.decode(bytes, starts[at]!, ends[at]!))
    this.#fresh = []
    this.#list(source, texts)
    if (this.#fresh.length === 0) return
    const own = (at: number) => bytes.slice(starts[at]!, ends[at]!)
    const record = writeRecord({
      source: number,
      subject: subjectAt < 0 || ends[subjectAt]! < 0 ? null : own(subjectAt),
      cells: cells.map(({ at }) => own(at)),
    })
    for (let at = 0; at < this.#fresh.length; at += freshWords)
      this.#phrases.push(this.#fresh[at]!, this.#fresh[at + 1]!, this.#bytes, this.#fresh[at + 2]!)
    this.#records.push(record)
    this.#bytes += record.length
  }

  #list({ sort }: PeopleSource, texts: readonly string[]): void {
    if (sort === 'phone') {
      phoneDigits(texts[0]!).forEach((digits, way) => {
        hashDigits(digits, this.#hash)
        this.#add(way === 0 ? ranks.whole : 0)
      })
      return
    }
    this.#text = texts.join(' ')
    this.#words.read(this.#text)
    const { count, lengths, digits } = this.#words
    if (sort === 'name') {
      this.#listName(texts)
      return
    }
    const length = lengths.subarray(0, count).reduce((sum, one) => sum + one, count - 1)
    if (count === 0 || count > longestName || length < shortestLiteral) return
    if (sort === 'part' && count === 1) return
    this.#phrase(lookedUpAs[sort], range(0, count), sort === 'literal' ? literalSpelling(texts[0]!) : undefined)
    if (count > 1) this.#pair(0, 1)
    else if (digits[0]) this.#filter.add(loneKey(this.#words.los[0]!) >>> 0)
  }

  #listName(texts: readonly string[]): void {
    const { count } = this.#words
    const folded = foldWords(texts.join(' '))
    if (count !== folded.length || count > longestName) return
    const begin = texts.length === 1 && folded.length > 2 && titles.has(folded[0]!) ? 1 : 0
    if (begin > 0) this.#order(range(0, count - 1), [count - 1])
    const own = range(begin, count)
    if (own.length < 2) return
    const split = this.#splitOf(texts, folded, begin)
    const [first, last] = [own.slice(0, split), own.slice(split)]
    this.#order(first, last)
    if (own.length > 2) this.#order([own[0]!], [own.at(-1)!], 0)
    this.#listSurname(texts, first, last)
  }

  /** How many words are no last name: where that stands in a column of its own, behind a comma, or behind what is written small in it. */
  #splitOf(texts: readonly string[], folded: readonly string[], begin: number): number {
    const comma = texts.length === 1 ? texts[0]!.indexOf(',') : -1
    const before = texts.length > 1 ? texts[0]! : comma >= 0 ? texts[0]!.slice(0, comma) : null
    const count = folded.length - begin
    if (before !== null) return Math.min(count - 1, Math.max(1, foldWords(before).length - begin))
    let split = count - 1
    while (split > 1 && particles.has(folded[begin + split - 1]!)) split--
    return split
  }

  /** A last name alone means somebody behind a title. */
  #listSurname(texts: readonly string[], first: readonly number[], last: readonly number[]): void {
    const surname = texts.length === 1 && texts[0]!.includes(',') ? first : last
    if (surname.length === 0 || (surname.length === 1 && this.#words.lengths[surname[0]!]! < shortestSurname)) return
    this.#phrase(lookedUpAs.surname, surname)
  }

  /** As it stands and the other way round. */
  #order(first: readonly number[], last: readonly number[], whole: number = ranks.whole): void {
    const words = [...first, ...last]
    const turned = [...last, ...first]
    this.#phrase(lookedUpAs.name, words, undefined, whole)
    this.#phrase(lookedUpAs.turned, turned, undefined, whole)
    for (const order of [words, turned]) this.#pair(order[0]!, order[1]!)
  }

  /** `spelling` where what stands between the words counts, too. */
  #phrase(as: LookedUpAs, words: readonly number[], spelling?: string, whole: number = ranks.whole): void {
    this.#hash.begin(as)
    for (const word of words) this.#hash.add(this.#words.his[word]!, this.#words.los[word]!)
    const { starts, ends } = this.#words
    const own = spelling ?? spelled(words.map((word) => this.#text.slice(starts[word], ends[word])))
    this.#add(whole + spellingRank(own))
    if (addSpelling(this.#hash, own)) this.#add(whole)
    this.#filter.add(firstKey(this.#words.los[words[0]!]!) >>> 0)
    this.#filter.add(lastKey(this.#words.los[words.at(-1)!]!) >>> 0)
  }

  #add(rank: number): void {
    const [hi, lo] = [this.#hash.hi >>> 0, this.#hash.lo >>> 0]
    const id = hi * 2 ** 21 + (lo & 0x1fffff)
    if ((this.#known.get(id) ?? -1) >= rank) return
    this.#known.set(id, rank)
    this.#fresh.push(hi, lo, rank)
  }

  #pair(first: number, next: number): void {
    const words = this.#words
    const ways = (word: number) =>
      words.lengths[word]! < shortestSure
        ? [words.beginnings[word]!, ...letters.map((letter) => words.beginningWith(word, letter))]
        : [words.beginnings[word]!]
    for (const one of ways(first)) for (const other of ways(next)) this.#filter.add(pairKey(one, other) >>> 0)
  }
}

/** With which inflection begins behind a short name. */
const letters = ['s', 'a', 'e', 'o', 'u', 'i']

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at)
}

/** The columns that have to be read for it. */
export function columnsOfPeople(sources: readonly NumberedSource[]): string[] {
  return sources.flatMap(({ source: { plans, choice } }) => {
    const own = plans.flatMap(({ column, subject }) => [column, ...(subject ? [subject] : [])])
    const byRow = choice?.around.rule.byRow
    return [...own, ...(byRow ? decidingColumns(byRow) : [])]
  })
}
