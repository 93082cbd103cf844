import { forms, longestWord, openerLength, shortestWord } from '../masking/digests/forms/forms-recorder.ts'
import { codeLengthAt } from '../masking/digests/forms/phone-forms.ts'
import type { OriginalDigest } from '../masking/digests/original-digest.ts'

const [zero, nine] = [0x30, 0x39]
const shortestPhone = 7
/** Letters of so many may stand between the groups of a number: of a country, of a check. */
const longestGroup = 4
const mostGroups = 8
const longestJoined = 34
/** A number with its country's code in front, without anything that marks it. */
const fewestWithCode = 10

/** What the search asks of the index and does with what it finds. */
export interface WordLookUp {
  readonly opens: (hi: number, lo: number) => boolean
  /** Words [first, last) of the text, whose digest was made last; `isNumber` where digits are all that is in them. */
  readonly look: (first: number, last: number, length: number, isNumber: boolean) => void
}

/** So many of the numbers beside one are searched for too, on either side: then it is one of a row, and others of the row are everywhere. */
const neighbours = 16
const fewestInRow = 8

/** Looks for single words and numbers in the text that was read last: those with a digit, and numbers in groups. */
export class WordSearch {
  readonly #digest: OriginalDigest
  readonly #lookUp: WordLookUp
  /** Of the number looked up last, in what was joined. */
  from = 0
  end = 0
  readonly #beginnings = new Uint8Array(2)
  #starts = 1
  readonly #joined = new Uint8Array(longestWord + longestJoined)

  constructor(digest: OriginalDigest, lookUp: WordLookUp) {
    this.#digest = digest
    this.#lookUp = lookUp
  }

  search(): void {
    const { text } = this.#digest
    const { bytes } = text
    let word = 0
    let done = -1
    for (let at = text.starts[0]!, end = text.endOf(text.words - 1); at < end; at++) {
      if (bytes[at]! > nine || bytes[at]! < zero) continue
      while (text.endOf(word) <= at) word++
      // Letters in front may be of the number: of a country, of a series.
      if (word - 1 > done && this.#lengthOf(word - 1) <= longestGroup) this.#from(word - 1, 'letters')
      this.#from(word, this.#sort(word))
      done = word
      at = text.endOf(word)
    }
  }

  #lengthOf(word: number): number {
    const { text } = this.#digest
    return text.endOf(word) - text.starts[word]!
  }

  #sort(word: number): 'letters' | 'mixed' | 'digits' {
    const { text } = this.#digest
    const { bytes } = text
    let [digits, others] = [0, 0]
    for (let at = text.starts[word]!, end = text.endOf(word); at < end; at++) {
      const byte = bytes[at]!
      if (byte >= zero && byte <= nine) digits++
      else others++
    }
    return digits === 0 ? 'letters' : others === 0 ? 'digits' : 'mixed'
  }

  /** Everything that begins with a word: itself, and itself with those behind it, as long as they are groups of a number. */
  #from(first: number, sort: 'letters' | 'mixed' | 'digits'): void {
    const { text } = this.#digest
    let length = 0
    let onlyDigits = true
    let opened: boolean | null = null
    for (let last = first; last < Math.min(text.words, first + mostGroups); last++) {
      const group = last === first ? sort : this.#sort(last)
      const size = this.#lengthOf(last)
      if (size > longestWord || (last > first && length + size > longestJoined)) return
      if (last > first && group === 'letters' && size > longestGroup) return
      this.#append(last, length)
      length += size
      onlyDigits &&= group === 'digits'
      if (length < shortestWord) continue
      // A word by itself costs one look; more of them have to begin as one that is searched for.
      if (last === first) {
        if (sort !== 'letters') this.#look(first, last + 1, length, onlyDigits)
      } else {
        opened ??= this.#opens(length, onlyDigits)
        if (opened === false) return
        if (opened === null) continue
        this.#look(first, last + 1, length, onlyDigits)
      }
    }
  }

  #append(word: number, at: number): void {
    const { text } = this.#digest
    const { bytes } = text
    for (let from = text.starts[word]!, end = text.endOf(word); from < end; from++) this.#joined[at++] = bytes[from]!
  }

  /** Null where it takes more characters to know. */
  #opens(length: number, onlyDigits: boolean): boolean | null {
    let isLong = true
    this.#begin(length, onlyDigits, openerLength + 2)
    for (let n = 0; n < this.#starts; n++) {
      const from = this.#beginnings[n]!
      if (length - from < openerLength) {
        isLong = false
        continue
      }
      this.#digest.hashWord(forms.opener, this.#joined, from, from + openerLength)
      if (this.#lookUp.opens(this.#digest.hi, this.#digest.lo)) return true
    }
    return isLong ? false : null
  }

  #look(first: number, last: number, length: number, onlyDigits: boolean): void {
    const digest = this.#digest
    this.from = 0
    this.end = length
    digest.hashWord(forms.word, this.#joined, 0, length)
    this.#lookUp.look(first, last, length, onlyDigits)
    if (!onlyDigits || length < shortestPhone) return
    this.#begin(length, true, fewestWithCode)
    for (let n = 0; n < this.#starts; n++) {
      this.from = this.#beginnings[n]!
      if (length - this.from < shortestPhone) continue
      digest.hashWord(forms.phone, this.#joined, this.from, length)
      this.#lookUp.look(first, last, length - this.from, true)
    }
  }

  /** The class of the number looked up last (`numberClass`). */
  get numberClass(): number {
    const [a, b, c] = [0, 1, 2].map((at) => this.#joined[this.from + at]! - zero) as [number, number, number]
    return (this.end - this.from) * 1000 + a * 100 + b * 10 + c
  }

  /** Whether the number looked up last, of a row of numbers, has mostly neighbours that are searched for too. */
  isOfRow(has: (hi: number, lo: number) => boolean): boolean {
    const digits = Buffer.from(this.#joined.subarray(this.from, this.end)).toString('latin1')
    const number = BigInt(digits)
    let found = 0
    for (let step = -neighbours; step <= neighbours; step++) {
      const other = number + BigInt(step)
      if (step === 0 || other < 0n) continue
      this.#digest.hashForm(forms.word, String(other).padStart(digits.length, '0'))
      if (has(this.#digest.hi, this.#digest.lo)) found++
    }
    return found >= fewestInRow
  }

  /** Where a number begins: as it is, without zeros in front, and without its country's code. */
  #begin(length: number, onlyDigits: boolean, fewestBehindCode: number): void {
    const [joined, starts] = [this.#joined, this.#beginnings]
    starts[0] = 0
    this.#starts = 1
    if (!onlyDigits) return
    let bare = 0
    while (bare < length && joined[bare] === zero) bare++
    starts[0] = bare
    if ((bare !== 0 && bare !== 2) || length - bare < fewestBehindCode) return
    let behind = bare + codeLengthAt(joined, bare)
    while (behind < length && joined[behind] === zero) behind++
    starts[1] = behind
    this.#starts = 2
  }
}
