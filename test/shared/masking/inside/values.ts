import fc from 'fast-check'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'

const space = fc.constantFrom('', ' ', '\n', '\t ')
const numbers = fc.oneof(
  fc.constantFrom(
    '0',
    '-0',
    '1e400',
    '-1.50E+03',
    '123456789012345678901234567890',
    '0.1000000000000000055511151231257827',
  ),
  fc.integer().map(String),
)
const strings = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\/"', '"\\u00e9\\ud83d\\ude00"', '"\\""', '"\\\\"'),
)

/** JSON as many would write it, and a few only. */
export const json: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('null', 'true', 'false'),
    numbers,
    strings,
    fc
      .array(
        fc.tuple(space, tie('value'), space).map(([a, value, b]) => a + value + b),
        { maxLength: 4 },
      )
      .map((items) => `[${items}]`),
    fc
      .array(fc.tuple(space, strings, space, tie('value'), space), { maxLength: 4 })
      .map((pairs) => `{${pairs.map(([a, key, b, value, c]) => `${a}${key}${b}:${value}${c}`)}}`),
  ),
})).value

export type Php = null | boolean | number | string | readonly Php[] | { readonly [key: string]: Php }

const latin = fc.string({ unit: fc.constantFrom(...'abc;:"{}é\\ ü\0') })

export const php: fc.Arbitrary<Php> = fc.letrec<{ value: Php }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.constantFrom(0.5, -1e25),
    latin,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      latin.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value

/** As PHP's serialize writes it, with the lengths of strings in bytes of a character set. */
export function phpOf(value: Php, counted: 'utf8' | 'latin1'): string {
  const text = (of: string) => `s:${charsetOf(counted === 'utf8' ? 'utf8mb4' : 'latin1')!.encode(of).length}:"${of}";`
  if (value === null) return 'N;'
  if (typeof value === 'boolean') return `b:${value ? 1 : 0};`
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 2 ** 53 ? `i:${value};` : `d:${value};`
  if (typeof value === 'string') return text(value)
  const pairs = Array.isArray(value)
    ? value.map((item: Php, at) => `i:${at};${phpOf(item, counted)}`)
    : Object.entries(value).map(([key, item]) => text(key) + phpOf(item, counted))
  return `a:${pairs.length}:{${pairs.join('')}}`
}
