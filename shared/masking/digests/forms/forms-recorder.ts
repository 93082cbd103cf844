import type { Charset } from '../../text/charset.ts'
import { foldUmlauts } from '../../text/fold-words.ts'
import type { OriginalsKind } from '../../transformer.ts'
import { AddressHashes, addressHashes, addressResults, hashStarts, resultBytes } from '../address-hashes.ts'
import { longestPhraseWords, type OriginalDigest, shortestPhrase } from '../original-digest.ts'
import { PairList } from '../pair-list.ts'
import { namesSomebody, WrittenAddress } from './address-forms.ts'
import { formsOf, hasGenitive, notNames } from './name-forms.ts'
import { isPhone, nationalNumbers } from './phone-forms.ts'

/** What words and numbers that stand by themselves are digested with, so that no text of the same letters is taken for one. */
export const forms = { word: 0x23, phone: 0x2b, opener: 0x7e } as const
/** Fewer characters are found everywhere. */
export const shortestWord = 6
export const longestWord = 64
/** The characters of a word or number that a search in groups begins with. */
export const openerLength = 6
const longestValue = 200
/** Nor is it an address, which has about six. */
const mostWords = 12
/** Longer ones are no number and no name of anybody: tokens, digests of passwords. */
const longestCompact = 48

const [at, space, letterS] = [0x40, 0x20, 0x73]
const [zero, nine] = [0x30, 0x39]

/** Digests of the other spellings in which real values of one column are searched for. Values differ, and so do nearly all of these. */
export class FormsRecorder {
  /** Of names, also within addresses: they are phrases as others are, and no fake may hold one. */
  readonly names = { digests: new PairList(), openers: new PairList() }
  /** Of words and numbers that identify by themselves, and of addresses and phone numbers whatever the column's rule. */
  readonly words = { digests: new PairList(), openers: new PairList() }
  /** By `numberClass`, how many different numbers are searched for. */
  readonly numbers = new Map<number, number>()
  readonly #digest: OriginalDigest
  readonly #kind: OriginalsKind
  readonly #isOfPhones: boolean
  readonly #address = new WrittenAddress()
  readonly #hashes = new AddressHashes()
  /** Those of a name that are no title. */
  readonly #nameWords: number[] = []

  constructor(digest: OriginalDigest, kind: OriginalsKind, isOfPhones: boolean) {
    this.#digest = digest
    this.#kind = kind
    this.#isOfPhones = isOfPhones
  }

  /** The value whose digest was made last, as it is in its cell. True for an address or phone number. */
  record(cell: Uint8Array, start: number, end: number, charset: Charset): boolean {
    const { text, hi, lo } = this.#digest
    if (text.length > longestValue || text.words > mostWords || this.#kind === 'none') return false
    const isContact = this.#recordValue(cell, start, end, charset)
    this.#digest.hi = hi
    this.#digest.lo = lo
    return isContact
  }

  #recordValue(cell: Uint8Array, start: number, end: number, charset: Charset): boolean {
    const { text } = this.#digest
    const mayBeAddress = hasAt(cell, start, end)
    if (mayBeAddress && this.#address.read(cell, start, end, charset)) {
      this.#recordAddress()
      return true
    }
    const isName = this.#kind === 'name' && !mayBeAddress
    if (!isName && text.length > longestCompact) return false
    const hasDigit = text.hasDigit(0, text.words)
    if (hasDigit && text.length <= longestCompact) return this.#recordNumber(charset.decode(cell, start, end).trim())
    if (isName && !hasDigit) this.#recordName()
    return false
  }

  /** Bytes that are no text, such as a UUID's: as hex. */
  recordBytes(bytes: Uint8Array): void {
    const { hi, lo } = this.#digest
    for (const hex of hexForms(bytes)) this.#addWord(hex)
    this.#digest.hi = hi
    this.#digest.lo = lo
  }

  #recordName(): void {
    const { text } = this.#digest
    const words = this.#nameWords
    words.length = 0
    for (let word = 0; word < text.words && word <= longestPhraseWords; word++)
      if (!notNames.hasBytes(text.view, text.starts[word]!, text.endOf(word))) words.push(word)
    const ways = formsOf(words.length)
    if (ways.length === 0) return
    const [first, last] = [words[0]!, words[words.length - 1]!]
    const hasInitial = this.#isInitial(first) || this.#isInitial(last)
    const genitive = hasGenitive(text.bytes[text.endOf(last) - 1]!)
    if (words.length < text.words) this.#addName(words, false)
    for (const { order, isGenitive, isShort } of ways)
      if (!(isShort && hasInitial) && (genitive || !isGenitive)) this.#addName(words, isGenitive, order)
  }

  #isInitial(word: number): boolean {
    const { text } = this.#digest
    return text.endOf(word) - text.starts[word]! === 1
  }

  /** These words of the value, in an order of their own. A search begins with two of them. */
  #addName(words: readonly number[], isGenitive: boolean, order?: readonly number[]): void {
    const digest = this.#digest
    const count = order?.length ?? words.length
    digest.compose(digest.text.length + 1)
    let opening = 0
    for (let at = 0; at < count; at++) {
      if (at > 0) digest.append(space)
      digest.appendWord(words[order?.[at] ?? at]!)
      if (at === 1) opening = digest.composedLength
    }
    if (isGenitive) digest.append(letterS)
    const length = digest.composedLength
    if (length < shortestPhrase) return
    digest.hashComposed(null)
    this.names.digests.add(digest.hi, digest.lo)
    if (count > 2) digest.hashComposed(null, opening)
    this.names.openers.add(digest.hi, digest.lo)
  }

  /** True for a phone number. */
  #recordNumber(value: string): boolean {
    const { text } = this.#digest
    if (isPhone(value) || (this.#isOfPhones && /^\+?[\d ().\-/]{7,24}$/.test(value))) {
      this.#recordPhone(value)
      return true
    }
    if (this.#kind === 'identifying') this.#addJoined(text.words)
    return false
  }

  #recordAddress(): void {
    const digest = this.#digest
    const { text } = digest
    if (this.#kind !== 'identifying') this.#addWords(text.words)
    const local = Math.max(0, text.words - this.#address.domainWords)
    if (namesSomebody(text, local)) {
      // Of an address it is mostly a name, which no fake may be.
      this.#addWords(local, this.#kind === 'identifying' ? this.names : this.words)
      if (text.hasDigit(0, local)) this.#addJoined(local)
    }
    this.#addHashes(this.#hashes.add(this.#address.lower, this.#address.length))
  }

  /** Those of the last addresses, which come four at a time. */
  finish(): void {
    this.#addHashes(this.#hashes.flush())
  }

  #addHashes(count: number): void {
    const digest = this.#digest
    for (let from = 0; from < count * resultBytes; from += resultBytes)
      for (let which = 0; which < addressHashes.length; which++) {
        const [begin, end] = [from + hashStarts[which]!, from + hashStarts[which + 1]!]
        digest.compose((end - begin) * 2)
        digest.appendHex(addressResults, begin, end)
        digest.hashComposed(forms.word)
        this.words.digests.add(digest.hi, digest.lo)
      }
  }

  /** The first words of the value, where they are a phrase. */
  #addWords(words: number, to = this.words): void {
    const digest = this.#digest
    if (words < 2 || words > longestPhraseWords || !digest.readPhrase(0, words)) return
    to.digests.add(digest.hi, digest.lo)
    if (words > 2) digest.readWords(0, 2)
    to.openers.add(digest.hi, digest.lo)
  }

  /** The first words of the value, written as one. */
  #addJoined(words: number): void {
    const digest = this.#digest
    const { text } = digest
    digest.compose(text.length)
    for (let word = 0; word < words; word++) digest.appendWord(word)
    const length = digest.composedLength
    if (length < shortestWord || length > longestWord) return
    digest.hashComposed(forms.word)
    this.words.digests.add(digest.hi, digest.lo)
    digest.hashComposed(forms.opener, openerLength)
    this.words.openers.add(digest.hi, digest.lo)
    const first = text.bytes[text.starts[0]!]!
    if (first >= zero && first <= nine) this.#count(digest.composed.toString('latin1'))
  }

  #recordPhone(value: string): void {
    if (this.#kind !== 'identifying') this.#addWords(this.#digest.text.words)
    this.#addWord(value.replaceAll(/\D/g, ''))
    for (const number of nationalNumbers(value, this.#isOfPhones)) {
      this.#add(number, forms.phone)
      this.#count(number)
      this.#addOpener(number)
    }
  }

  #addWord(compact: string): void {
    if (compact.length < shortestWord || compact.length > longestWord) return
    this.#add(compact, forms.word)
    this.#count(compact)
    this.#addOpener(compact)
  }

  #add(text: string, form: number): void {
    this.#digest.hashForm(form, text)
    this.words.digests.add(this.#digest.hi, this.#digest.lo)
  }

  #addOpener(text: string): void {
    this.#digest.hashForm(forms.opener, text.slice(0, openerLength))
    this.words.openers.add(this.#digest.hi, this.#digest.lo)
  }

  #count(text: string): void {
    const numbers = numberClass(text)
    if (numbers !== null) this.numbers.set(numbers, (this.numbers.get(numbers) ?? 0) + 1)
  }
}

function hasAt(cell: Uint8Array, start: number, end: number): boolean {
  for (let here = start; here < end; here++) if (cell[here] === at) return true
  return false
}

const uuidBytes = 16

/** Bytes as hex, in the compared form; of sixteen also as those of a UUID whose time was put in front (UUID_TO_BIN with a flag). */
export function hexForms(bytes: Uint8Array): string[] {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
  const all = [hex]
  if (bytes.length === uuidBytes) all.push(hex.slice(8, 16) + hex.slice(4, 8) + hex.slice(0, 4) + hex.slice(16))
  return all.map(foldUmlauts)
}

/** Numbers of one length that begin with the same three digits, so many of which there can be: null for what is none. */
export function numberClass(text: string): number | null {
  return /^\d{6,19}$/.test(text) ? text.length * 1000 + Number(text.slice(0, 3)) : null
}
