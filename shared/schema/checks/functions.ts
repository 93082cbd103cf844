import { isJson } from '../is-json.ts'
import { compare, flag, foldLetters, isTrue, Moment, type Operand, toNumber, toText } from './operand.ts'

/** The functions and operators that CHECKs are usually made of; undefined where the arguments are beyond us. */
export const functions: Readonly<
  Record<string, (values: readonly Operand[], collation: string | null) => Operand | undefined>
> = {
  '<=>': ([a = null, b = null], collation) => flag(a === null || b === null ? a === b : compare(a, b, collation) === 0),
  'is null': ([value = null]) => flag(value === null),
  'is true': ([value = null]) => flag(isTrue(value) === true),
  'is false': ([value = null]) => flag(isTrue(value) === false),
  xor: ([a = null, b = null]) => (a === null || b === null ? null : flag(isTrue(a) !== isTrue(b))),
  '+': numeric((a, b) => a + b),
  '-': numeric((a, b) => a - b),
  '*': numeric((a, b) => a * b),
  '/': numeric((a, b) => (b === 0 ? null : a / b)),
  '%': numeric((a, b) => (b === 0 ? null : a % b)),
  mod: numeric((a, b) => (b === 0 ? null : a % b)),
  div: numeric((a, b) => (b === 0 ? null : Math.trunc(a / b))),
  negative: numeric((a) => -a),
  abs: numeric((a) => Math.abs(a)),
  floor: numeric((a) => Math.floor(a)),
  ceiling: numeric((a) => Math.ceil(a)),
  ceil: numeric((a) => Math.ceil(a)),
  sign: numeric((a) => Math.sign(a)),
  length: textual((text) => Buffer.byteLength(text)),
  octet_length: textual((text) => Buffer.byteLength(text)),
  char_length: textual((text) => [...text].length),
  character_length: textual((text) => [...text].length),
  lower: textual((text) => text.toLowerCase()),
  lcase: textual((text) => text.toLowerCase()),
  upper: textual((text) => text.toUpperCase()),
  ucase: textual((text) => text.toUpperCase()),
  trim: textual((text) => text.replace(/^ +| +$/g, '')),
  ltrim: textual((text) => text.replace(/^ +/, '')),
  rtrim: textual((text) => text.replace(/ +$/, '')),
  reverse: textual((text) => [...text].reverse().join('')),
  left: textual((text, count) => [...text].slice(0, Math.max(0, Number(count))).join('')),
  right: textual((text, count) => (Number(count) > 0 ? [...text].slice(-Number(count)).join('') : '')),
  substr: textual(part),
  substring: textual(part),
  locate: textual((needle, text) => text!.toLowerCase().indexOf(needle.toLowerCase()) + 1),
  instr: textual((text, needle) => text.toLowerCase().indexOf(needle!.toLowerCase()) + 1),
  concat: (values) => (values.includes(null) ? null : values.map((value) => toText(value!)).join('')),
  coalesce: (values) => values.find((value) => value !== null) ?? null,
  ifnull: ([value, other]) => value ?? other ?? null,
  isnull: ([value]) => flag(value === null),
  if: ([test, yes, no]) => (test !== null && test !== undefined && toNumber(test) !== 0 ? (yes ?? null) : (no ?? null)),
  year: moment((text) => Number(text.slice(0, 4))),
  month: moment((text) => Number(text.slice(5, 7))),
  day: moment((text) => Number(text.slice(8, 10))),
  dayofmonth: moment((text) => Number(text.slice(8, 10))),
  hour: moment((text) => Number(text.slice(11, 13))),
  date: moment((text) => new Moment(text.slice(0, 10))),
  json_valid: textual((text) => (isJson(text) ? 1 : 0)),
  like: ([text = null, pattern = null], collation) => {
    if (text === null || pattern === null) return null
    const [folded, by] = [text, pattern].map((value) => foldLetters(toText(value), collation))
    return flag(new RegExp(likePattern(by!), 'u').test(folded!))
  },
  regexp_like: ([text = null, pattern = null, ...flags], collation) => {
    if (flags.length > 0) return undefined
    return text === null || pattern === null ? null : matches(toText(text), toText(pattern), collation)
  },
}

/** LIKE's pattern as a regular expression over the whole text. */
export function likePattern(pattern: string): string {
  const body = pattern.replaceAll(/\\([\s\S])|[\s\S]/g, (piece, escaped: string | undefined) =>
    escaped !== undefined ? quote(escaped) : piece === '%' ? '[\\s\\S]*' : piece === '_' ? '[\\s\\S]' : quote(piece),
  )
  return `^${body}$`
}

function quote(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

const classes: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '\\d',
  alnum: '\\p{L}\\d',
  space: '\\s',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  xdigit: '0-9a-fA-F',
}

/** Patterns that JavaScript and ICU or PCRE read alike; any other is undefined. */
function matches(text: string, pattern: string, collation: string | null): Operand | undefined {
  const source = pattern.replaceAll(/\[:(\w+):\]/g, (whole, name: string) => classes[name] ?? whole)
  if (/\[:|\(\?[^:]/.test(source)) return undefined
  try {
    const flags = collation !== null && /_(bin|cs)$/i.test(collation) ? 'u' : 'iu'
    return flag(new RegExp(source, flags).test(text))
  } catch {
    return undefined
  }
}

function numeric(compute: (a: number, b: number) => number | null) {
  return ([first, second]: readonly Operand[]): Operand => {
    if (first === null || second === null || first === undefined) return null
    const result = compute(toNumber(first), second === undefined ? 0 : toNumber(second))
    return result !== null && Number.isSafeInteger(result) ? BigInt(result) : result
  }
}

function textual(compute: (text: string, ...more: string[]) => string | number) {
  return (values: readonly Operand[]): Operand =>
    values.includes(null) ? null : compute(...(values.map((value) => toText(value!)) as [string]))
}

function moment(read: (text: string) => number | Moment) {
  return ([value]: readonly Operand[]): Operand | undefined => {
    if (value === null || value === undefined) return null
    return read((value instanceof Moment ? value : new Moment(toText(value))).text)
  }
}

function part(text: string, from?: string, count?: string): string {
  const start = Number(from) > 0 ? Number(from) - 1 : [...text].length + Number(from)
  return [...text].slice(start, count === undefined ? undefined : start + Number(count)).join('')
}
