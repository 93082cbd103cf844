import { isUtf8 } from 'node:buffer'
import { DigestFilter } from '../masking/digests/digest-filter.ts'
import { forms, hexForms } from '../masking/digests/forms/forms-recorder.ts'
import { digestOfChunks, longestPhraseWords, type OriginalDigest } from '../masking/digests/original-digest.ts'
import { assertDigestedWith } from '../masking/digests/originals.ts'
import { isBytes } from '../masking/digests/originals-recorder.ts'
import type { OriginalsKey } from '../masking/digests/subkeys.ts'
import { Cells, eachRow } from '../masking/rows/cells.ts'
import type { RowBatch } from '../masking/rows/row-batch.ts'
import { type Charset, charsetOf, searchCharset } from '../masking/text/charset.ts'
import type { Column } from '../schema/schema.ts'
import type { NumberCounts } from './chance.ts'
import { CleanCells } from './clean-cells.ts'
import { NamesApart } from './names-apart.ts'
import type { OwnFakes } from './own-fakes.ts'
import { sign, signsOf } from './readings/byte-signs.ts'
import { readOn, signsToRead } from './readings/read-on.ts'
import type { SharedIndex, Sighting } from './scan.ts'
import { type InCell, SightingsOfColumn } from './sightings-of-column.ts'
import { WordSearch } from './word-search.ts'

export interface ScannedColumn {
  readonly column: Column
  readonly masked: boolean
  /** False for columns that are read for another reason. */
  readonly searched: boolean
  /** Of masked columns; null or absent elsewhere. */
  readonly fakes?: OwnFakes | null
}

/** Words of a long text whose openings are digested at once: all of them would take more memory than the text. */
const wordsAtOnce = 4096
/** Shorter numbers of a column of numbers are everywhere. */
export const shortestNumber = 8
const utf8 = charsetOf('utf8mb4')!

/**
 * Searches cells for originals: each cell as a whole, phrases of two to eight words within it, and words and numbers that identify by
 * themselves; as the cell is, and in every reading of it (readings/).
 */
export class LeakScanner {
  rows = 0
  cells = 0
  bytes = 0
  /** Cells in which more is wrapped than is read. */
  cut = 0
  readonly #columns: readonly ScannedColumn[]
  readonly #charsets: readonly Charset[]
  readonly #values: DigestFilter
  readonly #openers: DigestFilter
  readonly #digest: OriginalDigest
  readonly #words: WordSearch
  readonly #row: Cells
  readonly #searches: boolean
  readonly #clean: readonly CleanCells[]
  readonly #sightings: readonly SightingsOfColumn[]
  readonly #names: NamesApart
  #column = 0
  #hits = 0
  #cell = 0
  /** Words [first, last) of the text at hand in which something was sighted, one after the other. */
  readonly #ranges: number[] = []

  constructor(table: string, columns: readonly ScannedColumn[], index: SharedIndex, key: OriginalsKey) {
    assertDigestedWith(key, index, table)
    this.#columns = columns
    this.#charsets = columns.map(({ column }) => searchCharset(column.charset))
    this.#values = new DigestFilter(index.values)
    this.#openers = new DigestFilter(index.openers)
    this.#sightings = columns.map((scanned) => new SightingsOfColumn(table, scanned))
    this.#digest = digestOfChunks(key)
    this.#row = new Cells(columns.length)
    this.#searches = columns.some(({ searched }) => searched)
    this.#clean = columns.map(() => new CleanCells())
    this.#names = new NamesApart(columns)
    this.#words = new WordSearch(this.#digest, {
      opens: (hi, lo) => this.#openers.has(hi, lo),
      look: (first, last, length, isNumber) => this.#lookWord(first, last, length, isNumber),
    })
  }

  scan(batch: RowBatch): void {
    this.rows += batch.count
    if (!this.#searches) return
    eachRow(batch, this.#row, (bytes) => {
      for (let column = 0; column < this.#columns.length; column++) {
        const start = this.#row.starts[column]!
        const end = this.#row.ends[column]!
        if (end > start && this.#columns[column]!.searched) this.#scanCell(column, bytes, start, end)
      }
      this.#names.each(bytes, this.#row, this.#scanNames)
    })
  }

  /** What may be an original. */
  sightings(): Sighting[] {
    return this.#sightings.flatMap((sighted) => sighted.sightings())
  }

  /** How many numbers were looked up, by place and class. */
  numbers(): NumberCounts {
    return this.#sightings.flatMap((sighted) => sighted.numbers())
  }

  #scanCell(column: number, bytes: Uint8Array, start: number, end: number): void {
    const { kind } = this.#columns[column]!.column
    this.#column = column
    this.#cell++
    if (isNumeric(kind)) {
      if (end - start >= shortestNumber) this.#scanNumber(bytes, start, end)
      return
    }
    this.cells++
    this.bytes += end - start
    const clean = this.#clean[column]!
    if (clean.has(bytes, start, end)) return
    const hits = this.#hits
    const charset = this.#charsets[column]!
    // What a rule has made holds no encoding of what was there, and numbers of its own.
    const { masked } = this.#columns[column]!
    const signs = masked ? 0 : charset.ascii ? signsOf(bytes, start, end) : -1
    this.#scanText(bytes, start, end, charset, signs)
    if (!masked) this.#readOn(bytes, start, end, charset, signs)
    if (this.#hits === hits) clean.add(bytes, start, end)
  }

  #readOn(bytes: Uint8Array, start: number, end: number, charset: Charset, its: number): void {
    const { kind } = this.#columns[this.#column]!.column
    if (kind === 'binary' && isBytes(bytes, start, end)) this.#scanBytes(bytes.subarray(start, end))
    if ((its & signsToRead) === 0) return
    const isAsItIs = charset.isUtf8 === true || (charset.ascii && (its & sign.high) === 0)
    const text = isAsItIs
      ? Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
      : Buffer.from(charset.decode(bytes, start, end), 'utf8')
    const found = isAsItIs ? its : signsOf(text, 0, text.length)
    // Letters beyond ASCII, and nothing else: neither Latin-1 nor binary data, which the other signs cannot tell.
    const isText = (found & sign.high) !== 0 && (found & sign.control) === 0 && isUtf8(text)
    const signs = isText ? found & ~sign.high : found
    if ((signs & signsToRead) === 0) return
    const isRead = readOn(text, signs, (other) =>
      this.#scanText(other, 0, other.length, utf8, signsOf(other, 0, other.length)),
    )
    if (!isRead) this.cut++
  }

  /** An id of bytes, as whoever writes it down has it. */
  #scanBytes(cell: Uint8Array): void {
    for (const hex of hexForms(cell)) {
      this.#digest.hashForm(forms.word, hex)
      this.#lookWord(0, 0, hex.length, false)
    }
  }

  #scanNumber(bytes: Uint8Array, start: number, end: number): void {
    this.cells++
    this.bytes += end - start
    this.#ranges.length = 0
    this.#digest.read(bytes, start, end, utf8)
    if (this.#digest.text.words > 0) this.#words.search()
  }

  readonly #scanNames = (column: number, both: Buffer): void => {
    this.#column = column
    this.#digest.read(both, 0, both.length, utf8)
    const { words } = this.#digest.text
    if (words >= 2 && words <= longestPhraseWords) this.#look(0, words, both, 0, both.length)
  }

  #scanText(bytes: Uint8Array, start: number, end: number, charset: Charset, signs: number): void {
    const digest = this.#digest
    this.#ranges.length = 0
    const isLong = digest.read(bytes, start, end, charset)
    const { text } = digest
    if (isLong) this.#look(0, text.words, bytes, start, end)
    if ((signs & sign.digit) !== 0 && text.words > 0) this.#words.search()
    for (let first = 0; first + 1 < text.words; first += wordsAtOnce - 1)
      this.#scanWords(first, Math.min(wordsAtOnce, text.words - first), bytes, start, end)
  }

  /** Phrases of the text read last that begin with one of so many words, but for the last of them. */
  #scanWords(first: number, words: number, bytes: Uint8Array, start: number, end: number): void {
    const digest = this.#digest
    const { text } = digest
    const { digests, from } = digest.readOpenings(first, words)
    for (let word = first; word + 1 < first + words; word++) {
      const at = from + (word - first) * 2
      if (!this.#openers.has(digests[at + 1]!, digests[at]!)) continue
      const last = Math.min(text.words, word + longestPhraseWords)
      for (let next = word + 2; next <= last; next++) {
        if ((word === 0 && next === text.words) || !digest.readPhrase(word, next)) continue
        this.#look(word, next, bytes, start, end)
      }
    }
  }

  /** Looks the digest up that was made last, of words [first, last) of the cell. */
  #look(first: number, last: number, bytes: Uint8Array, start: number, end: number): void {
    const { hi, lo, text } = this.#digest
    if (!this.#values.has(hi, lo)) return
    this.#hits++
    this.#sightings[this.#column]!.add(hi, lo, text, first, last, bytes, start, end, this.#inCell(first, last))
  }

  /** The same of a word or a number by itself. */
  #lookWord(first: number, last: number, length: number, isNumber: boolean): void {
    const { column } = this.#columns[this.#column]!
    if (isNumeric(column.kind) && length < shortestNumber) return
    const sighted = this.#sightings[this.#column]!
    const of = isNumber && length >= 6 ? this.#words.numberClass : null
    if (of !== null) sighted.countNumber(of)
    const { hi, lo } = this.#digest
    if (!this.#values.has(hi, lo)) return
    this.#hits++
    const inRow = of !== null && this.#words.isOfRow((otherHi, otherLo) => this.#values.has(otherHi, otherLo))
    const number = of === null ? null : { of, inRow }
    sighted.addWord(hi, lo, Math.max(1, last - first), length, number, this.#inCell(first, last))
  }

  /** Notes where something was sighted, for what is sighted within it. */
  #inCell(first: number, last: number): InCell {
    const ranges = this.#ranges
    let isWithin = false
    for (let at = 0; at < ranges.length && !isWithin; at += 2)
      isWithin = last > first && ranges[at]! <= first && last <= ranges[at + 1]!
    if (!isWithin) ranges.push(first, last)
    return { cell: this.#cell, isWithin }
  }
}

function isNumeric(kind: Column['kind']): boolean {
  return kind === 'integer' || kind === 'decimal'
}

/** Columns of numbers that may be somebody's: kept ones that can hold so many digits. */
export function isSearchedForNumbers({ kind, dataType }: Column): boolean {
  return isNumeric(kind) && !/^(tiny|small|medium)int$/.test(dataType)
}

/** Columns in which text can hide. Labels of ENUM and SET are searched in the table's definition. */
export function isSearched({ kind }: Column): boolean {
  return kind === 'text' || kind === 'json' || kind === 'binary'
}
