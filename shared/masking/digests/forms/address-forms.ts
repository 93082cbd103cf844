import type { Charset } from '../../text/charset.ts'
import { WordSet } from '../../text/word-set.ts'
import type { WordText } from '../word-text.ts'

const shape = /^[^\s@<>"]{1,64}@[^\s@<>"]+\.[\p{L}\p{N}-]{2,}$/u
/** Longer ones are refused by every mail server (RFC 5321, 4.5.3.1). */
const longestAddress = 320
const longestLocal = 64
const [at, dot, hyphen] = [0x40, 0x2e, 0x2d]

/** Addresses that are an office's and nobody's in particular; one such word is enough. */
const offices = new WordSet(
  `info office contact kontakt contacto contatto hello hallo hi mail email post team support help service customer customers kunden
  kundenservice client clients sales shop store orders order billing invoice invoices rechnung buchhaltung accounting admin administrator
  webmaster postmaster hostmaster abuse noreply no reply donotreply newsletter news marketing press presse jobs career careers hr
  security privacy datenschutz test user name first last example booking reservation events media web root api dev ops feedback`.split(
    /\s+/,
  ),
)

/** What a byte of ASCII is in an address: 1 a letter, a digit; 2 another character that may be in one; 0 what may not. */
const sorts = Uint8Array.from({ length: 128 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  return /[a-z0-9]/i.test(character) ? 1 : /[\s@<>"]/.test(character) ? 0 : 2
})
const lowered = Uint8Array.from({ length: 128 }, (_, byte) => String.fromCharCode(byte).toLowerCase().charCodeAt(0))

/** An e-mail address that was read, for its other spellings. Its memory is that of the next one too. */
export class WrittenAddress {
  /** How many words its domain has (WordText). */
  domainWords = 0
  /** In lower case, which is what is hashed: its first `length` bytes. */
  readonly lower = Buffer.alloc(longestAddress)
  length = 0

  /** False where the cell is anything else than one address. */
  read(cell: Uint8Array, start: number, end: number, charset: Charset): boolean {
    if (end - start > longestAddress) return false
    const isRead = charset.ascii ? this.#readPlain(cell, start, end) : null
    return isRead ?? this.#readText(charset.decode(cell, start, end))
  }

  /** Null where a character is beyond ASCII. */
  #readPlain(cell: Uint8Array, start: number, end: number): boolean | null {
    let [from, to] = [start, end]
    while (from < to && isBlank(cell[from]!)) from++
    while (from < to && isBlank(cell[to - 1]!)) to--
    let behind = -1
    let lastDot = -1
    let isPlainEnd = true
    let inWord = false
    this.domainWords = 0
    for (let here = from; here < to; here++) {
      const byte = cell[here]!
      if (byte >= 0x80) return null
      const sort = sorts[byte]!
      if (sort === 0) {
        if (byte !== at || behind !== -1 || here === from || here - from > longestLocal) return false
        behind = here + 1
      } else if (behind !== -1) {
        if (sort === 1) {
          if (!inWord) this.domainWords++
        } else if (byte === dot) {
          lastDot = here
          isPlainEnd = true
        } else if (byte !== hyphen) isPlainEnd = false
        inWord = sort === 1
      }
      this.lower[here - from] = lowered[byte]!
    }
    this.length = to - from
    return behind !== -1 && lastDot > behind && isPlainEnd && to - lastDot > 2
  }

  #readText(text: string): boolean {
    const address = text.trim()
    if (!shape.test(address)) return false
    this.domainWords = address.slice(address.lastIndexOf('@') + 1).match(/[^.-]+/g)?.length ?? 0
    this.length = this.lower.write(address.toLowerCase())
    return true
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)
}

/** Whether the first words, those before the @, name somebody: two or more of them, or one of six characters with a digit. */
export function namesSomebody(text: WordText, words: number): boolean {
  const { view, starts } = text
  let hasInitial = false
  for (let word = 0; word < words; word++) {
    const [from, end] = [starts[word]!, text.endOf(word)]
    if (offices.hasBytes(view, from, end)) return false
    if (end - from === 1) hasInitial = true
  }
  if (words === 0) return false
  const length = text.endOf(words - 1) - starts[0]!
  return words > 1 ? length >= 8 && (!hasInitial || words > 2) : length >= 6 && text.hasDigit(0, 1)
}
