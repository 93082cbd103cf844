import { DigestFilter } from '../masking/digests/digest-filter.ts'
import { longestPhraseWords, OriginalDigest } from '../masking/digests/original-digest.ts'
import { assertDigestedWith } from '../masking/digests/originals.ts'
import type { OriginalsKey } from '../masking/digests/subkeys.ts'
import { Cells, eachRow } from '../masking/rows/cells.ts'
import type { RowBatch } from '../masking/rows/row-batch.ts'
import { type Charset, charsetOf } from '../masking/text/charset.ts'
import type { Column } from '../schema/schema.ts'
import { CleanCells } from './clean-cells.ts'
import { DigestMap } from './digest-map.ts'
import { decodeEscapes, hasEscapes } from './json-escapes.ts'
import type { OwnFakes } from './own-fakes.ts'
import { hasNoAddress, isPlainCell } from './plain-words.ts'
import type { SharedIndex, Sighting } from './scan.ts'

export interface ScannedColumn {
  readonly column: Column
  readonly masked: boolean
  /** False for columns that are read for another reason. */
  readonly searched: boolean
  /** Of masked columns; null or absent elsewhere. */
  readonly fakes?: OwnFakes | null
}

type Sighted = Pick<Sighting, 'words' | 'length' | 'hasDigit' | 'drawable'> & {
  count: number
  whole: number
  plain: boolean
}

/** Words of a long text whose openings are digested at once: all of them would take more memory than the text. */
const wordsAtOnce = 4096

/** Searches cells for originals: each cell as a whole, and phrases of two to eight words within it. */
export class LeakScanner {
  rows = 0
  cells = 0
  bytes = 0
  readonly #table: string
  readonly #columns: readonly ScannedColumn[]
  readonly #charsets: readonly Charset[]
  readonly #values: DigestFilter
  readonly #openers: DigestFilter
  readonly #digest: OriginalDigest
  readonly #row: Cells
  readonly #searches: boolean
  readonly #clean: readonly CleanCells[]
  #hits = 0
  /** By column. */
  readonly #sightings: readonly DigestMap<Sighted>[]

  constructor(table: string, columns: readonly ScannedColumn[], index: SharedIndex, key: OriginalsKey) {
    assertDigestedWith(key, index, table)
    this.#table = table
    this.#columns = columns
    // Bytes of a binary column are searched as the text that they may be.
    this.#charsets = columns.map(({ column }) => charsetOf(column.charset ?? 'utf8mb4') ?? charsetOf('utf8mb4')!)
    this.#values = new DigestFilter(index.values)
    this.#openers = new DigestFilter(index.openers)
    this.#sightings = columns.map(() => new DigestMap())
    this.#digest = new OriginalDigest(key)
    this.#row = new Cells(columns.length)
    this.#searches = columns.some(({ searched }) => searched)
    this.#clean = columns.map(() => new CleanCells())
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
    })
  }

  /** What may be an original. */
  sightings(): Sighting[] {
    return this.#sightings.flatMap((sighted, column) => {
      const { masked, column: described } = this.#columns[column]!
      const place = `${this.#table}.${described.name}`
      return [...sighted.entries()].map(({ hi, lo, value }) => ({ place, masked, hi, lo, ...value }))
    })
  }

  #scanCell(column: number, bytes: Uint8Array, start: number, end: number): void {
    this.cells++
    this.bytes += end - start
    const clean = this.#clean[column]!
    if (clean.has(bytes, start, end)) return
    const hits = this.#hits
    if (hasEscapes(bytes, start, end)) {
      const decoded = Buffer.from(decodeEscapes(this.#charsets[column]!.decode(bytes, start, end)), 'utf8')
      this.#scanText(column, decoded, 0, decoded.length, charsetOf('utf8mb4')!)
    } else this.#scanText(column, bytes, start, end, this.#charsets[column]!)
    if (this.#hits === hits) clean.add(bytes, start, end)
  }

  #scanText(column: number, bytes: Uint8Array, start: number, end: number, charset: Charset): void {
    const digest = this.#digest
    const isLong = digest.read(bytes, start, end, charset)
    const { text } = digest
    if (isLong) this.#look(column, 0, text.words, bytes, start, end)
    for (let first = 0; first + 1 < text.words; first += wordsAtOnce - 1)
      this.#scanWords(column, first, Math.min(wordsAtOnce, text.words - first), bytes, start, end)
  }

  /** Phrases of the text read last that begin with one of so many words, but for the last of them. */
  #scanWords(column: number, first: number, words: number, bytes: Uint8Array, start: number, end: number): void {
    const digest = this.#digest
    const { text } = digest
    const { digests, from } = digest.readOpenings(first, words)
    for (let word = first; word + 1 < first + words; word++) {
      const at = from + (word - first) * 2
      if (!this.#openers.has(digests[at + 1]!, digests[at]!)) continue
      const last = Math.min(text.words, word + longestPhraseWords)
      for (let next = word + 2; next <= last; next++) {
        if ((word === 0 && next === text.words) || !digest.readPhrase(word, next)) continue
        this.#look(column, word, next, bytes, start, end)
      }
    }
  }

  /** Looks the digest up that was made last, of words [first, last) of the cell. */
  #look(column: number, first: number, last: number, bytes: Uint8Array, start: number, end: number): void {
    const { hi, lo, text } = this.#digest
    if (!this.#values.has(hi, lo)) return
    this.#hits++
    const { fakes } = this.#columns[column]!
    if (fakes?.wasDrawn(hi, lo)) return
    const isWhole = first === 0 && last === text.words
    const hasDigit = text.hasDigit(first, last)
    const plain = !hasDigit && (isWhole ? isPlainCell(bytes, start, end) : hasNoAddress(bytes, start, end))
    const known = this.#sightings[column]!.get(hi, lo)
    if (known) {
      known.count++
      if (isWhole) known.whole++
      known.plain &&= plain
      return
    }
    const words = last - first
    const length = words > 0 ? text.endOf(last - 1) - text.starts[first]! : 0
    const drawable = fakes?.couldMake(text.wordsOf(first, last)) ?? false
    const whole = isWhole ? 1 : 0
    this.#sightings[column]!.add(hi, lo, { words, length, hasDigit, drawable, count: 1, whole, plain })
  }
}

/** Columns in which text can hide. Labels of ENUM and SET are searched in the table's definition. */
export function isSearched({ kind }: Column): boolean {
  return kind === 'text' || kind === 'json' || kind === 'binary'
}
