import { lookAlikes, spelledOut } from './letters.ts'

/** Words as the leak check compares them (digests/word-text.ts). */
export function foldWords(text: string): string[] {
  let folded = ''
  for (const character of text) folded += known.get(character) ?? remember(character)
  return (folded.match(/[^ ]+/g) ?? []).map(foldUmlauts)
}

/** A word of letters that are folded, with its umlauts as those write them who have none. */
export function foldUmlauts(word: string): string {
  const has = word.includes('ae') || word.includes('oe') || word.includes('ue')
  return has ? word.replaceAll(/([aou])e+/g, '$1') : word
}

const known = new Map<string, string>()
const mostKnown = 20_000

function remember(character: string): string {
  const folded = foldLetter(character)
  if (known.size < mostKnown) known.set(character, folded)
  return folded
}

/**
 * A character as it is compared: lower case, compatibility forms, accents and look-alikes of other alphabets undone, ligatures spelled out;
 * a space for what is neither letter nor digit, nothing for marks and for what nobody sees. Within a word, an `e` behind `a`, `o` or `u` is
 * left out by those who put the letters together: so `Müller` is `Mueller`.
 */
export function foldLetter(character: string): string {
  if (unseen.test(character)) return ''
  const folded = (spelledOut[character.toLowerCase()] ?? character)
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
  if (folded === '') return ''
  const letters = [...folded].map((letter) => spelledOut[letter] ?? lookAlikes[letter] ?? plainDigit(letter)).join('')
  const words = letters.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
  return words.trim() === '' ? ' ' : words.replaceAll(' ', '')
}

/** Digits of other scripts as ours: each script has its ten in a row. */
function plainDigit(letter: string): string {
  if (letter < '\u0660' || !digit.test(letter)) return letter
  const code = letter.codePointAt(0)!
  let value = 0
  while (value < 9 && digit.test(String.fromCodePoint(code - value - 1))) value++
  return String(value)
}

const digit = /^\p{Nd}$/u

// Soft hyphens, joiners, marks of direction and of order: `\p{Cf}` and what fonts leave out.
const unseen = /^[\p{Cf}\p{Default_Ignorable_Code_Point}]$/u
