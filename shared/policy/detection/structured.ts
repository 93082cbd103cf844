import { wordsOf } from './name-words.ts'
import { vocabulary } from './vocabulary.ts'

/** JSON, XML, or a PHP-serialised value. */
export function isStructured(value: string): boolean {
  return /^\s*[{[]/.test(value) || /^(a:\d+:\{|O:\d+:"|s:\d+:")/.test(value) || /^\s*<\??[a-z][^>]*>/i.test(value)
}

/** Whether a structure has keys or elements that are called like personal data and have a text. */
export function holdsPersonalKeys(value: string): boolean {
  const keys = [
    ...value.matchAll(/"([^"\\]{2,40})"\s*:\s*"[^"]/g),
    ...value.matchAll(/s:\d+:"([^"]{2,40})";s:[1-9]/g),
    ...value.matchAll(/<([a-z_][\w-]{1,40})>[^<\s]/gi),
  ]
  return keys.some(([, key]) => isPersonalKey(key ?? ''))
}

/** Whether a key, of JSON or of an attribute table, is called like personal data. */
export function isPersonalKey(key: string): boolean {
  const words = wordsOf(key)
  return vocabulary.some(
    ({ kind, where, pattern }) =>
      where === 'anywhere' && kind !== 'free_text' && kind !== 'prose' && pattern.test(words),
  )
}
