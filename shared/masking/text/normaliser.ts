import type { Charset } from './charset.ts'
import type { CollationFold } from './collation-fold.ts'
import { FoldTable } from './fold-table.ts'

const encoder = new TextEncoder()
/** UTF-8 bytes that one UTF-16 unit can become; a representative is one or two letters. */
const longestCharacter = 6

/**
 * Bytes of a cell as the pseudonym sees them: what the column's collation compares as equal becomes equal bytes, in UTF-8
 * whatever the character set. The result lies in `bytes` from `start` to `end` until the next call.
 */
export class Normaliser {
  bytes: Uint8Array = new Uint8Array(256)
  start = 0
  end = 0
  readonly #charset: Charset
  readonly #lower: boolean
  readonly #padSpace: boolean
  readonly #asciiCompatible: boolean
  readonly #table: FoldTable | null

  /** `fold` is null for binary columns, numbers and times: their bytes count as they are. */
  constructor(charset: Charset, fold: CollationFold | null, asciiCompatible: boolean) {
    this.#charset = charset
    this.#lower = fold !== null && !fold.caseSensitive
    this.#padSpace = fold?.padSpace ?? false
    this.#asciiCompatible = asciiCompatible
    this.#table = fold && tableOf(fold)
  }

  run(bytes: Uint8Array, start: number, end: number): void {
    if (this.#table === null) {
      this.bytes = bytes
      this.start = start
      this.end = end
    } else if (!this.#asciiCompatible || !this.#copyAscii(bytes, start, end)) {
      this.#foldText(this.#charset.decode(bytes, start, end), this.#table)
    }
  }

  #copyAscii(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.bytes.length < end - start) this.bytes = new Uint8Array((end - start) * 2)
    const target = this.bytes
    const lower = this.#lower
    let length = 0
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!
      if (byte > 0x7f) return false
      target[length++] = lower && byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte
    }
    if (this.#padSpace) while (length > 0 && target[length - 1] === 0x20) length--
    this.start = 0
    this.end = length
    return true
  }

  #foldText(text: string, table: FoldTable): void {
    const trimmed = this.#padSpace ? text.replace(/ +$/, '') : text
    if (this.bytes.length < trimmed.length * longestCharacter)
      this.bytes = new Uint8Array(trimmed.length * longestCharacter * 2)
    const target = this.bytes
    let length = 0
    for (let at = 0; at < trimmed.length; at++) {
      const code = trimmed.codePointAt(at)!
      if (code > 0xffff) at++
      const folded = table.packed(code)
      if (folded < 0) for (const byte of table.bytes(code)) target[length++] = byte
      for (let rest = folded, count = (folded >> 24) - 1; count > 0; count--, rest >>= 8) target[length++] = rest
    }
    this.start = 0
    this.end = length
  }
}

const tables = new WeakMap<CollationFold, FoldTable>()

/** One table for all columns that compare in the same way. */
function tableOf(fold: CollationFold): FoldTable {
  const table =
    tables.get(fold) ?? new FoldTable((code) => encoder.encode(foldCharacter(String.fromCodePoint(code), fold)))
  tables.set(fold, table)
  return table
}

function foldCharacter(character: string, fold: CollationFold): string {
  if (character < '\u0080') return fold.caseSensitive ? character : character.toLowerCase()
  if (character.length > 1) return fold.supplementaryEqual ? '\u{10000}' : character
  return fold.folds[character] ?? character
}
