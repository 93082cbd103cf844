import { foldUmlauts, foldWords } from '../../text/fold-words.ts'
import type { OriginalsKind } from '../../transformer.ts'
import { longestPhraseWords, type OriginalDigest, shortestPhrase } from '../original-digest.ts'
import { PairList } from '../pair-list.ts'
import { addressHashes, isAddress, namesSomebody } from './address-forms.ts'
import { hasGenitive, isPlainName, nameForms } from './name-forms.ts'
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

/** Digests of the other spellings in which real values of one column are searched for. Values differ, and so do nearly all of these. */
export class FormsRecorder {
  /** Of names: they are phrases as others are, and no fake may hold one. */
  readonly names = { digests: new PairList(), openers: new PairList() }
  /** Of words and numbers that identify by themselves, and of addresses and phone numbers whatever the column's rule. */
  readonly words = { digests: new PairList(), openers: new PairList() }
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
    const [one = '', two = ''] = words
    if (words.length === 2 && isPlainName(one, two)) {
      this.#addPair(two, one)
      if (hasGenitive(two)) this.#addPair(one, `${two}s`)
    } else for (const form of nameForms(words)) this.#addPhrase(form, this.names)
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
    const local = words.slice(0, words.length - labelsBehind(address, address.lastIndexOf('@')))
    if (namesSomebody(local)) {
      if (local.length > 1) this.#addPhrase(local.join(' '), this.words)
      const compact = local.length === 1 ? local[0]! : local.join('')
      if (/\d/.test(compact)) this.#addWord(compact)
    }
    for (const hex of addressHashes(address)) this.#add(foldHex(hex), forms.word)
  }

  #recordPhone(value: string): void {
    if (this.#kind !== 'identifying') this.#addPhrase(foldWords(value).join(' '), this.words)
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

  /** A name of two words, which is where a search begins too. */
  #addPair(first: string, second: string): void {
    if (first.length + second.length + 1 < shortestPhrase) return
    this.#digest.hashForm(null, `${first} ${second}`)
    const { hi, lo } = this.#digest
    this.names.digests.add(hi, lo)
    this.names.openers.add(hi, lo)
  }

  #addPhrase(phrase: string, to: { readonly digests: PairList; readonly openers: PairList }): void {
    const words = phrase.split(' ')
    if (words.length < 2 || words.length > longestPhraseWords || phrase.length < shortestPhrase) return
    this.#digest.hashForm(null, phrase)
    to.digests.add(this.#digest.hi, this.#digest.lo)
    if (words.length > 2) this.#digest.hashForm(null, `${words[0]} ${words[1]}`)
    to.openers.add(this.#digest.hi, this.#digest.lo)
  }
}

/** How many words a domain has. */
function labelsBehind(address: string, at: number): number {
  let labels = 0
  let isGap = true
  for (let here = at + 1; here < address.length; here++) {
    const code = address.charCodeAt(here)
    const isSeparator = code === 0x2e || code === 0x2d
    if (!isSeparator && isGap) labels++
    isGap = isSeparator
  }
  return labels
}

/** Of hex digits, `ae` alone is what `foldUmlauts` would shorten. */
function foldHex(hex: string): string {
  return hex.includes('ae') ? foldUmlauts(hex) : hex
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
