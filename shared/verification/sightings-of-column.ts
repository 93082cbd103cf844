import { giveWords, takeZeros } from '../masking/digests/spare-words.ts'
import type { WordText } from '../masking/digests/word-text.ts'
import { DigestMap } from './digest-map.ts'
import type { ScannedColumn } from './leak-scanner.ts'
import { hasNoAddress, isPlainCell } from './plain-words.ts'
import type { Sighting } from './scan.ts'

type Sighted = Pick<Sighting, 'words' | 'length' | 'hasDigit' | 'drawable' | 'number'> & {
  count: number
  whole: number
  again: number
  /** The cell in which it was sighted last. */
  cell: number
  plain: boolean
}

/** Where something is sighted: the number of the cell, and whether it lies within what was sighted in the same text. */
export interface InCell {
  readonly cell: number
  readonly isWithin: boolean
}

function firstTime({ cell, isWithin }: InCell) {
  return { count: 1, whole: 0, again: isWithin ? 1 : 0, cell }
}

function again(known: Sighted, { cell, isWithin }: InCell): void {
  known.count++
  if (isWithin || known.cell === cell) known.again++
  known.cell = cell
}

/** Of numbers of up to nineteen digits. */
const classes = 20_000

/** What was sighted in one column, each value once. */
export class SightingsOfColumn {
  readonly #place: string
  readonly #scanned: ScannedColumn
  readonly #sighted = new DigestMap<Sighted>()
  /** By class, made when the first number comes. */
  #numbers: Uint32Array<ArrayBuffer> | null = null

  constructor(table: string, scanned: ScannedColumn) {
    this.#place = `${table}.${scanned.column.name}`
    this.#scanned = scanned
  }

  /** Words [first, last) of a text, which lies in bytes[start, end). */
  add(
    hi: number,
    lo: number,
    text: WordText,
    first: number,
    last: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    place: InCell,
  ): void {
    const { fakes } = this.#scanned
    if (fakes?.wasDrawn(hi, lo)) return
    const isWhole = first === 0 && last === text.words
    const hasDigit = text.hasDigit(first, last)
    const plain = !hasDigit && (isWhole ? isPlainCell(bytes, start, end) : hasNoAddress(bytes, start, end))
    const known = this.#sighted.get(hi, lo)
    if (known) {
      again(known, place)
      if (isWhole) known.whole++
      known.plain &&= plain
      return
    }
    const words = last - first
    const length = words > 0 ? text.endOf(last - 1) - text.starts[first]! : 0
    const drawable = fakes?.couldMake(text.wordsOf(first, last)) ?? false
    this.#sighted.add(hi, lo, { words, length, hasDigit, drawable, plain, ...firstTime(place), whole: isWhole ? 1 : 0 })
  }

  /** A word or number by itself. */
  addWord(
    hi: number,
    lo: number,
    words: number,
    length: number,
    number: Sighting['number'] | null,
    place: InCell,
  ): void {
    const known = this.#sighted.get(hi, lo)
    if (known) again(known, place)
    else
      this.#sighted.add(hi, lo, {
        ...{ words, length, hasDigit: true, drawable: false, plain: false, ...firstTime(place) },
        ...(number ? { number } : {}),
      })
  }

  countNumber(of: number): void {
    this.#numbers ??= takeZeros(classes)
    if (of < classes) this.#numbers[of]!++
  }

  sightings(): Sighting[] {
    const { masked } = this.#scanned
    return [...this.#sighted.entries()].map(({ hi, lo, value: { cell: _, ...value } }) => ({
      place: this.#place,
      masked,
      hi,
      lo,
      ...value,
    }))
  }

  /** None is left then. */
  numbers(): (readonly [place: string, of: number, count: number])[] {
    const counts = this.#numbers
    if (counts === null) return []
    const found: (readonly [place: string, of: number, count: number])[] = []
    for (let of = 0; of < classes; of++) if (counts[of]! > 0) found.push([this.#place, of, counts[of]!])
    giveWords(counts)
    this.#numbers = null
    return found
  }
}
