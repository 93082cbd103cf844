import { isJson } from './is-json.ts'
/** Nothing is known of it: a kept cell, or a function that is not followed here. */
export const unknown = Symbol('unknown')

export type SqlValue = string | number | boolean | null | typeof unknown

export function isTrue(value: string | number | boolean): boolean {
  return toNumber(value) !== 0
}

/** As the server reads a number out of a text: its beginning, else 0. */
export function toNumber(value: string | number | boolean): number {
  if (typeof value !== 'string') return Number(value)
  return Number(/^\s*[-+]?\d*\.?\d+(?:e[-+]?\d+)?/i.exec(value)?.[0] ?? 0)
}

export function compare(operator: string, left: SqlValue, right: SqlValue, caseSensitive: boolean): SqlValue {
  if (left === unknown || right === unknown) return unknown
  if (left === null || right === null) return null
  const bothText = typeof left === 'string' && typeof right === 'string'
  const fold = (text: string) => (caseSensitive ? text : text.toLowerCase()).replace(/ +$/, '')
  const [a, b] = bothText ? [fold(left), fold(right)] : [toNumber(left), toNumber(right)]
  // The order of texts is their collation's, which is not known here.
  if (bothText && !['=', '<>', '!='].includes(operator)) return unknown
  if (operator === '=') return a === b
  if (operator === '<>' || operator === '!=') return a !== b
  if (operator === '<') return a < b
  if (operator === '>') return a > b
  return operator === '<=' ? a <= b : a >= b
}

export function matchesLike(value: string, pattern: string, caseSensitive: boolean): boolean {
  const source = pattern.replaceAll(/\\([\s\S])|([%_])|([\s\S])/g, (_, escaped, wildcard, plain) => {
    if (wildcard) return wildcard === '%' ? '[\\s\\S]*' : '[\\s\\S]'
    return (escaped ?? plain).replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
  })
  return new RegExp(`^${source}$`, caseSensitive ? 'u' : 'iu').test(value)
}

/** Patterns that JavaScript and ICU or PCRE read alike; any other is unknown. */
export function matchesRegexp(value: string, pattern: string, caseSensitive: boolean): SqlValue {
  const classes: Record<string, string> = {
    alpha: '\\p{L}',
    digit: '\\d',
    alnum: '\\p{L}\\d',
    space: '\\s',
    upper: '\\p{Lu}',
    lower: '\\p{Ll}',
    xdigit: '0-9a-fA-F',
  }
  const source = pattern.replaceAll(/\[:(\w+):\]/g, (whole, name: string) => classes[name] ?? whole)
  try {
    return /\[:|\(\?[^:]/.test(source) ? unknown : new RegExp(source, caseSensitive ? 'u' : 'iu').test(value)
  } catch {
    return unknown
  }
}

/** The functions that CHECKs of columns are usually made of. */
export function callFunction(name: string, args: readonly SqlValue[], caseSensitive: boolean): SqlValue {
  const [first = unknown, second, third] = args
  if (name === 'regexp_like' && third === undefined && typeof first === 'string' && typeof second === 'string')
    return matchesRegexp(first, second, caseSensitive)
  if (first === unknown || first === null) return first
  const text = String(first)
  if (name === 'json_valid') return isJson(text)
  if (name === 'char_length' || name === 'character_length') return [...text].length
  if (name === 'length' || name === 'octet_length') return Buffer.byteLength(text)
  if (name === 'lower' || name === 'lcase') return text.toLowerCase()
  if (name === 'upper' || name === 'ucase') return text.toUpperCase()
  if (name === 'trim' && args.length === 1) return text.replaceAll(/^ +| +$/g, '')
  return unknown
}
