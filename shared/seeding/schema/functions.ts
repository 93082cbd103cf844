import { isJson } from '../../masking/proofs/is-json.ts'
import { Moment, type Operand, toNumber, toText } from './compare.ts'

/** The functions and operators that CHECKs are usually made of; undefined where the arguments are beyond us. */
export const functions: Readonly<
  Record<string, (values: readonly Operand[], collation: string | null) => Operand | undefined>
> = {
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
  isnull: ([value]) => (value === null ? 1n : 0n),
  if: ([test, yes, no]) => (test !== null && test !== undefined && toNumber(test) !== 0 ? (yes ?? null) : (no ?? null)),
  year: moment((text) => Number(text.slice(0, 4))),
  month: moment((text) => Number(text.slice(5, 7))),
  day: moment((text) => Number(text.slice(8, 10))),
  dayofmonth: moment((text) => Number(text.slice(8, 10))),
  hour: moment((text) => Number(text.slice(11, 13))),
  date: moment((text) => new Moment(text.slice(0, 10))),
  json_valid: textual((text) => (isJson(text) ? 1 : 0)),
  like: ([text, pattern], collation) =>
    matches(text, pattern === null ? null : likePattern(toText(pattern!)), collation),
  regexp_like: ([text, pattern, ...flags], collation) =>
    flags.length > 0 ? undefined : matches(text, pattern === null ? null : toText(pattern!), collation),
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

function matches(text: Operand | undefined, pattern: string | null, collation: string | null): Operand | undefined {
  if (text === null || text === undefined || pattern === null) return null
  try {
    const flags = collation !== null && /_(bin|cs)$/i.test(collation) ? 'u' : 'iu'
    return new RegExp(pattern, flags).test(toText(text)) ? 1n : 0n
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
