import { foldUmlauts, foldWords } from '../../text/fold-words.ts'
import type { OriginalsKind } from '../../transformer.ts'
import { DigestList } from '../digest-list.ts'
import { longestPhraseWords, type OriginalDigest, shortestPhrase } from '../original-digest.ts'
import { addressHashes, isAddress, namesSomebody } from './address-forms.ts'
import { nameForms } from './name-forms.ts'
import { isPhone, nationalNumbers } from './phone-forms.ts'

/** What words and numbers that stand by themselves are digested with, so that no text of the same letters is taken for one. */
export const forms = { word: 0x23, phone: 0x2b, opener: 0x7e } as const
/** Fewer characters are found everywhere. */
export const shortestWord = 6
export const longestWord = 64
/** The characters of a word or number that a search in groups begins with. */
export const openerLength = 6
const longestValue = 200
/** Longer ones are no number and no name of anybody: tokens, digests of passwords. */
const longestCompact = 48

/** Digests of the other spellings in which real values of one column are searched for. */
export class FormsRecorder {
  /** Of names: they are phrases as others are, and no fake may hold one. */
  readonly names = { digests: new DigestList(), openers: new DigestList() }
  /** Of words and numbers that identify by themselves, and of addresses and phone numbers whatever the column's rule. */
  readonly words = { digests: new DigestList(), openers: new DigestList() }
  /** By `numberClass`, how many different numbers are searched for. */
  readonly numbers = new Map<number, number>()
  readonly #digest: OriginalDigest
  readonly #kind: OriginalsKind
  readonly #isOfPhones: boolean

  constructor(digest: OriginalDigest, kind: OriginalsKind, isOfPhones: boolean) {
    this.#digest = digest
    this.#kind = kind
    this.#isOfPhones = isOfPhones
  }

  /** The value whose digest was made last; `value` gives it as text. `mayBeAddress`: whether an @ is in it. True for an address or phone number. */
  record(value: () => string, mayBeAddress: boolean): boolean {
    const { text } = this.#digest
    if (text.length > longestValue || this.#kind === 'none') return false
    const { hi, lo } = this.#digest
    const hasDigit = text.hasDigit(0, text.words)
    if (this.#kind === 'name' && !hasDigit && !mayBeAddress) this.#recordName(text.wordsOf(0, text.words))
    const isContact = (hasDigit || mayBeAddress) && this.#recordWords(value())
    this.#digest.hi = hi
    this.#digest.lo = lo
    return isContact
  }

  /** Bytes that are no text, such as a UUID's: as hex. */
  recordBytes(bytes: Uint8Array): void {
    const { hi, lo } = this.#digest
    for (const hex of hexForms(bytes)) this.#addWord(hex)
    this.#digest.hi = hi
    this.#digest.lo = lo
  }

  #recordName(words: readonly string[]): void {
    for (const form of nameForms(words)) this.#addPhrase(form, this.names)
  }

  /** True for an address or a phone number. */
  #recordWords(written: string): boolean {
    const { text } = this.#digest
    const value = written.trim()
    if (isAddress(value)) {
      this.#recordAddress(value, text.wordsOf(0, text.words))
      return true
    }
    if (isPhone(value) || (this.#isOfPhones && /^\+?[\d ().\-/]{7,24}$/.test(value))) {
      this.#recordPhone(value)
      return true
    }
    if (this.#kind === 'identifying' && text.length <= longestCompact && text.hasDigit(0, text.words))
      this.#addWord(text.wordsOf(0, text.words).join(''))
    return false
  }

  #recordAddress(address: string, words: readonly string[]): void {
    if (this.#kind !== 'identifying') this.#addPhrase(words.join(' '), this.words)
    const domain = address.slice(address.lastIndexOf('@') + 1)
    const local = words.slice(0, words.length - domain.split(/[.-]+/).filter(Boolean).length)
    if (namesSomebody(local)) {
      if (local.length > 1) this.#addPhrase(local.join(' '), this.words)
      const compact = local.join('')
      if (/\d/.test(compact)) this.#addWord(compact)
    }
    for (const hex of addressHashes(address)) this.#add(foldUmlauts(hex), forms.word)
  }

  #recordPhone(value: string): void {
    if (this.#kind !== 'identifying') this.#addPhrase(foldWords(value).join(' '), this.words)
    this.#addWord(value.replaceAll(/\D/g, ''))
    for (const number of nationalNumbers(value, this.#isOfPhones)) {
      this.#count(number, this.#add(number, forms.phone))
      this.#addOpener(number)
    }
  }

  #addWord(compact: string): void {
    if (compact.length < shortestWord || compact.length > longestWord) return
    this.#count(compact, this.#add(compact, forms.word))
    this.#addOpener(compact)
  }

  #add(text: string, form: number): boolean {
    this.#digest.hashForm(form, text)
    return this.words.digests.add(this.#digest.hi, this.#digest.lo)
  }

  #addOpener(text: string): void {
    this.#digest.hashForm(forms.opener, text.slice(0, openerLength))
    this.words.openers.add(this.#digest.hi, this.#digest.lo)
  }

  #count(text: string, isNew: boolean): void {
    const numbers = isNew ? numberClass(text) : null
    if (numbers !== null) this.numbers.set(numbers, (this.numbers.get(numbers) ?? 0) + 1)
  }

  #addPhrase(phrase: string, to: { readonly digests: DigestList; readonly openers: DigestList }): void {
    const words = phrase.split(' ')
    if (words.length < 2 || words.length > longestPhraseWords || phrase.length < shortestPhrase) return
    this.#digest.hashForm(null, phrase)
    to.digests.add(this.#digest.hi, this.#digest.lo)
    if (words.length > 2) this.#digest.hashForm(null, `${words[0]} ${words[1]}`)
    to.openers.add(this.#digest.hi, this.#digest.lo)
  }
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
