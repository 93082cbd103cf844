const asciiOnly = /^[\0-\x7f]*$/
const digitOfAnyScript = /\p{Nd}/u
const base = 10

/** The decimal digits of a text, of whatever script, as ASCII digits. */
export function digitsIn(text: string): string {
  if (asciiOnly.test(text)) return text.replaceAll(/\D/g, '')
  return Array.from(text.matchAll(/\p{Nd}/gu), ([digit]) => (digit.codePointAt(0)! - zeroOf(digit)) % base).join('')
}

/** The text with its digits replaced by as many others, each in the script of the one that it replaces. */
export function withDigits(text: string, digits: string): string {
  let at = 0
  if (asciiOnly.test(text)) return text.replaceAll(/\d/g, () => digits[at++]!)
  return text.replaceAll(/\p{Nd}/gu, (digit) => String.fromCodePoint(zeroOf(digit) + Number(digits[at++])))
}

const zeros = new Map<string, number>()

/** Digits stand in runs of ten, from zero to nine (The Unicode Standard, 4.6); some runs follow each other. */
function zeroOf(digit: string): number {
  const known = zeros.get(digit)
  if (known !== undefined) return known
  const code = digit.codePointAt(0)!
  let start = code
  while (digitOfAnyScript.test(String.fromCodePoint(start - 1))) start--
  const zero = code - ((code - start) % base)
  zeros.set(digit, zero)
  return zero
}
