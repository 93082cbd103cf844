import type { Column } from '../../schema/schema.ts'

/** Other values of the form of these, always the same: digits become digits, letters letters, days days. Of nobody. */
export function valuesLike(forms: readonly string[], { kind }: Column, count: number): string[] {
  const next = numbers()
  const vary = kind === 'temporal' ? day : kind === 'integer' ? number : sameKind
  const found = new Set<string>()
  // Forms that hold nothing to vary end it.
  for (let tries = 0; found.size < count && tries < count * 2; tries++)
    found.add(vary(forms[tries % forms.length]!, next))
  return [...found]
}

/** Texts that break what is carelessly made: nothing, one sign, much, other scripts, controls. */
export const oddTexts: readonly string[] = [
  '',
  'x',
  ' ',
  '0',
  '-',
  'ß',
  '李小龍',
  '𝒵𝒶',
  "O'Brien\n\\",
  'a\0b',
  'x'.repeat(300),
]

type Next = (bound: number) => number

function sameKind(form: string, next: Next): string {
  return form.replaceAll(/[0-9a-zA-Z]/g, (sign) => {
    if (/\d/.test(sign)) return String(next(10))
    const letter = String.fromCharCode(97 + next(26))
    return /[A-Z]/.test(sign) ? letter.toUpperCase() : letter
  })
}

function number(form: string, next: Next): string {
  return form.replaceAll(/(?<=^-?)\d/g, () => String(1 + next(9))).replaceAll(/(?<=\d)\d/g, () => String(next(10)))
}

function day(form: string, next: Next): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const date = `${1925 + next(100)}-${two(1 + next(12))}-${two(1 + next(28))}`
  return form.replace(/^\d{4}-\d\d-\d\d/, date)
}

/** Numbers that are the same every time; nothing secret is made of them (Numerical Recipes' linear congruential generator). */
function numbers(): Next {
  let state = 1
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}
