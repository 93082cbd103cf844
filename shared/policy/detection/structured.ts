import { knownKind } from './keys.ts'
import type { KnownNames } from './person-words.ts'

/** JSON, XML, or a PHP-serialised value. */
export function isStructured(value: string): boolean {
  return /^\s*[{[]/.test(value) || /^(a:\d+:\{|O:\d+:"|s:\d+:")/.test(value) || /^\s*<\??[a-z][^>]*>/i.test(value)
}

/** What a program reads back: serialised PHP, JSON, XML with its head. A page of HTML is what somebody wrote. */
export function isForPrograms(value: string): boolean {
  return /^(?:a:\d+:\{|O:\d+:"|s:\d+:")|^\s*(?:\{\s*["}]|\[\s*["{\]\d]|<\?xml\b)/.test(value)
}

/** Whether a structure has keys or elements that are called like personal data, and texts behind them that are no contradiction. */
export function holdsPersonalKeys(value: string, names: KnownNames): boolean {
  const leaves = [
    ...value.matchAll(/"([^"\\]{2,40})"\s*:\s*"((?:[^"\\]|\\.)+)"/g),
    ...value.matchAll(/s:\d+:"([^"]{2,40})";s:[1-9]\d*:"([^"]*)"/g),
    ...value.matchAll(/<([a-z_][\w-]{1,40})>([^<\s][^<]*)</gi),
  ]
  return leaves.some(([, key = '', leaf = '']) => knownKind(key, leaf, names) !== null)
}

/** Whether a key, of JSON or of an attribute table, is called like personal data. */
export { isPersonalKey } from './keys.ts'
