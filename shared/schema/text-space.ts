import type { KeySpace, SortTexts } from './key-space.ts'
import { charactersOf, charsetIn, hexOf, textOf } from './key-values.ts'

/** Bounds are so many characters longer than what both keys begin with; beyond that a space of its own follows. */
const places = 6
const usual = [...'0123456789abcdefghijklmnopqrstuvwxyz -_.:/@'].map(hexOf)
const mostBetween = 24

/**
 * Texts between two keys as numbers whose digits are characters, in the order of the column's collation: what both begin with, and then every
 * combination of characters that may come. A bound is as short as can be, and as a rule no key. Null where the collation tells the two not apart.
 */
export async function textSpace(first: string, last: string, sort: SortTexts): Promise<KeySpace | null> {
  const charset = charsetIn(first)
  const [low, high] = [charactersOf(first), charactersOf(last)]
  const isSame = async (a: string, b: string) =>
    a === b || (await sort([textOf(charset, [a]), textOf(charset, [b])])).length < 2
  let shared = 0
  while (shared < Math.min(low.length, high.length) && (await isSame(low[shared]!, high[shared]!))) shared++
  const characters = new Set([...usual, ...low, ...high, ...between(low[shared], high[shared], charset)])
  const sorted = await sort([...characters].map((character) => textOf(charset, [character])))
  const digits = sorted.map((text) => text.slice(text.indexOf('x') + 1))
  const radix = BigInt(digits.length)
  if (radix < 2n) return null
  const prefix = low.slice(0, shared)
  return {
    ...{ first: 0n, last: radix ** BigInt(places) - 1n, radix },
    boundOf(number) {
      const after: string[] = []
      for (let rest = number; rest > 0n || after.length < places; rest /= radix)
        after.unshift(digits[Number(rest % radix)]!)
      while (after.length > 0 && after.at(-1) === digits[0]) after.pop()
      return textOf(charset, [...prefix, ...after])
    },
  }
}

/** Some characters of a script between two of its own, by their numbers. */
function between(low: string | undefined, high: string | undefined, charset: string): string[] {
  const [from, to] = [codeOf(low, charset), codeOf(high, charset)].sort((a, b) => a - b) as [number, number]
  const step = Math.max(1, Math.floor((to - from) / mostBetween))
  const found: string[] = []
  for (let code = Math.max(from, 0x80); code < to; code += step)
    if (code < 0xd800 || code > 0xdfff) found.push(encode(code, charset))
  return found
}

function codeOf(character: string | undefined, charset: string): number {
  if (!character) return 0
  return charset.startsWith('utf8')
    ? (Buffer.from(character, 'hex').toString('utf8').codePointAt(0) ?? 0)
    : Number(`0x${character}`)
}

function encode(code: number, charset: string): string {
  return charset.startsWith('utf8') ? hexOf(String.fromCodePoint(code)) : code.toString(16)
}
