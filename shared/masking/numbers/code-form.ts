/** A whole number in [0, bound). */
type Int = (bound: number) => number

const tokens = /\[([^\]]+)\]|yy|mm|dd|MM|./gsu

/**
 * Draws a code of a form: # is a digit, @ a capital, [2-7AB] one of these, yy mm dd parts of a day from 1930 to 1999 (MM is a month and 80, as
 * no month is); all else stands as it is.
 */
export function drawForm(form: string, int: Int): string {
  return [...form.matchAll(tokens)].map(([token, set]) => drawToken(token, set, int)).join('')
}

/** How many letters and digits a form has. */
export function signsIn(form: string): number {
  return drawForm(form, () => 0).replaceAll(/[^A-Za-z0-9]/g, '').length
}

/** Bits of chance in a form. */
export function bitsOfForm(form: string): number {
  const drawn = [...form.matchAll(tokens)].map(([token, set]) =>
    Math.log2(set ? signsOf(set).length : (sizes[token] ?? 1)),
  )
  return Math.floor(drawn.reduce((sum, bits) => sum + bits, 0))
}

const sizes: Readonly<Record<string, number>> = { '#': 10, '@': 26, yy: 70, mm: 12, MM: 12, dd: 28 }

function drawToken(token: string, set: string | undefined, int: Int): string {
  if (set) {
    const signs = signsOf(set)
    return signs[int(signs.length)]!
  }
  const two = (number: number) => String(number).padStart(2, '0')
  if (token === '#') return String(int(10))
  if (token === '@') return String.fromCharCode(65 + int(26))
  if (token === 'yy') return two(30 + int(70))
  if (token === 'mm') return two(1 + int(12))
  if (token === 'MM') return two(81 + int(12))
  return token === 'dd' ? two(1 + int(28)) : token
}

function signsOf(set: string): string[] {
  return [...set.matchAll(/(.)-(.)|(.)/gsu)].flatMap(([, from, to, sign]) => (sign ? [sign] : between(from!, to!)))
}

function between(from: string, to: string): string[] {
  const first = from.charCodeAt(0)
  return Array.from({ length: to.charCodeAt(0) - first + 1 }, (_, at) => String.fromCharCode(first + at))
}
