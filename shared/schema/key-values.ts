import type { Column } from './schema.ts'

// How a value of a key stands in a bound: digits, a time as the server writes it, `0x` and hex digits for bytes, and for text its
// character set before them, or its type for a UUID or an address; `2 of 6` is one of listed values by its number. Each form is its own
// proof: nothing else becomes SQL.

export function isNumber(value: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(value)
}

export function isTime(value: string): boolean {
  return /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?$|^-?\d{2,3}:\d\d:\d\d(\.\d+)?$/.test(value)
}

export function isBytes(value: string): boolean {
  return /^0x(?:[0-9a-f]{2})*$/.test(value)
}

export function isText(value: string): boolean {
  return /^[a-z0-9]+ 0x(?:[0-9a-f]{2})*$/.test(value)
}

/** Bytes of one of MariaDB's own types. */
export function isTyped(value: string): boolean {
  return /^(uuid|inet[46]) 0x(?:[0-9a-f]{2})+$/.test(value)
}

/** The number of a listed value and how many there are; null for any other form. */
export function listedIn(value: string): { readonly number: number; readonly of: number } | null {
  const [, number, of] = /^(\d+) of (\d+)$/.exec(value) ?? []
  return of === undefined ? null : { number: Number(number), of: Number(of) }
}

export type KeyForm =
  | 'integer'
  | 'decimal'
  | 'year'
  | 'bits'
  | 'listed'
  | 'time'
  | 'duration'
  | 'bytes'
  | 'typed'
  | 'text'

/** Character sets of one byte each; what lies beyond ASCII in them is cut by its number. */
const singleByte =
  /^(latin[1257]|ascii|cp\d{3,4}|koi8[ru]|hebrew|greek|dec8|hp8|swe7|mac\w+|armscii8|geostd8|keybcs2|tis620)$/
const utf8 = /^utf8(mb[34])?$/

/** Neither server finds a range of ENUM or SET in an index, but a list of their values. */
const mostListed = 200

/** Into how many values an ENUM or SET can be told apart, all combinations of a SET; the empty one of ENUM, 0, is not among them. */
export function listedValues({ kind, labels }: Column): number {
  return kind === 'set' ? 2 ** labels.length - 1 : labels.length
}

/** How values of the column stand in bounds; null where a table is not cut by such a column. */
export function keyForm(column: Column): KeyForm | null {
  const { kind, dataType, charset, generated } = column
  if (generated) return null
  if (kind === 'integer' || kind === 'decimal') return kind
  if (kind === 'bit') return 'bits'
  if (kind === 'enum' || kind === 'set') return listedValues(column) <= mostListed ? 'listed' : null
  if (kind === 'temporal') return dataType === 'year' ? 'year' : dataType === 'time' ? 'duration' : 'time'
  if (/^(uuid|inet[46])$/.test(dataType)) return 'typed'
  if (/^(var)?binary$/.test(dataType)) return 'bytes'
  if (!/^(var)?char$/.test(dataType) || charset === null) return null
  return singleByte.test(charset) || utf8.test(charset) ? 'text' : null
}

/** The characters of a text value, each as its own bytes in hex. */
export function charactersOf(value: string): string[] {
  const [charset = '', bytes = ''] = value.split(' 0x')
  if (!utf8.test(charset)) return bytes.match(/../g) ?? []
  return [...Buffer.from(bytes, 'hex').toString('utf8')].map(hexOf)
}

/** A text value of characters as `charactersOf` gives them. */
export function textOf(charset: string, characters: readonly string[]): string {
  return `${charset} 0x${characters.join('')}`
}

export function charsetIn(value: string): string {
  return value.slice(0, value.indexOf(' '))
}

export function hexOf(character: string): string {
  return Buffer.from(character, 'utf8').toString('hex')
}
