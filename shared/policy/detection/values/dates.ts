import { wordsOf } from '../names/name-words.ts'

const fewestDates = 5
const yearsApart = 25
const otherDates =
  /_(?:hire|hired|start|end|join|joined|since|from|to|until|valid|expir\w*|created|updated|founded|release\w*|published|opened|closed|due|paid|entry|exit|eintritt|austritt|beginn|ende)_/

/** Dates of people that lie between 1900 and 2020 and far apart, in a column that is not called like another date. */
export function isBirthDate(name: string, sample: readonly (string | null)[]): boolean {
  const years = sample.flatMap((value) => (value && /^\d{4}-\d\d-\d\d/.test(value) ? [Number(value.slice(0, 4))] : []))
  const real = years.filter((year) => year > 0)
  if (real.length < fewestDates || otherDates.test(wordsOf(name))) return false
  const lived = real.filter((year) => year >= 1900 && year <= 2020)
  return lived.length >= real.length * 0.9 && Math.max(...lived) - Math.min(...lived) >= yearsApart
}
