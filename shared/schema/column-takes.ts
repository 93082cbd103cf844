import { integerRange } from './integer-range.ts'
import { isJson } from './is-json.ts'
import type { Column } from './schema.ts'

/**
 * Whether a text is a value of the column, as far as that can be told without the server: one that is not strict would store something
 * else without a word. `maxLength` in characters, or bytes where the column is binary; labels are not looked at.
 */
export function columnTakes(
  column: Column,
  text: string,
  maxLength = column.maxLength ?? Number.POSITIVE_INFINITY,
): boolean {
  if (column.kind === 'text') return [...text].length <= maxLength
  if (column.kind === 'binary') return Buffer.byteLength(text) <= maxLength
  if (column.kind === 'integer') return /^-?\d+$/.test(text) && isInRange(column, BigInt(text))
  if (column.kind === 'decimal') return fitsDecimal(column, text)
  if (column.kind === 'float') return text.trim() !== '' && Number.isFinite(Number(text))
  if (column.kind === 'json') return isJson(text)
  return column.kind === 'temporal' ? (temporalForms[column.dataType]?.test(text) ?? false) : true
}

function isInRange(column: Column, value: bigint): boolean {
  const [low, high] = integerRange(column)
  return value >= low && value <= high
}

// Too many decimal places are a warning of the server, and warnings end a load.
function fitsDecimal({ columnType, unsigned }: Column, text: string): boolean {
  const [, precision = '10', scale = '0'] = /\((\d+),?(\d*)\)/.exec(columnType) ?? []
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === '' || (unsigned && sign === '-')) return false
  return whole.replace(/^0+/, '').length <= Number(precision) - Number(scale) && fraction.length <= Number(scale)
}

const day = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`
const time = String.raw`([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?`
const temporalForms: Record<string, RegExp> = {
  date: new RegExp(`^${day}$`),
  datetime: new RegExp(`^${day}( ${time})?$`),
  // TIMESTAMP ends in 2038 and begins in 1970.
  timestamp: new RegExp(`^(19[7-9]|20[0-2])\\d-${day.slice(6)}( ${time})?$`),
  time: new RegExp(`^${time}$`),
  year: /^(0000|19\d\d|20\d\d|21[0-4]\d|215[0-5])$/,
}
