import type { Echo } from './rehearse-leaks.ts'

/** What `init` does about a column that it would keep: mask it, write an accepted line for it, or keep it and let the run ask. */
export type Treatment = 'mask' | 'accept' | 'ask'

/**
 * A word of the application that somebody also chose is accepted: a common word, whole cells of a column of which few values are real
 * ones. What might be a coincidence, but also a copy, is asked; all else is masked. In tables about people a coincidence has to be
 * one of few words that come again and again, such as where an order stands.
 */
export function treatmentOf(echo: Echo, isTableOfPeople: boolean): Treatment {
  const { table, leaks, common, crowd, distinct, cells } = echo
  const isPlainWhole = leaks.every(({ plain, whole, count }) => plain && whole === count)
  const isFromHere = leaks.some(({ of }) => of.startsWith(`${table}.`))
  if (crowd || !isPlainWhole || isFromHere || !isFew(leaks.length, distinct)) return 'mask'
  const isSingleWord = common && leaks.every(({ words, kind }) => words === 1 && kind === 'identifying')
  if (!isTableOfPeople) return isSingleWord ? 'accept' : 'ask'
  const comesAgain = cells >= 2 * distinct && 4 * leaks.length <= distinct
  return isSingleWord && comesAgain ? 'accept' : 'mask'
}

/** One or very few different values out of many. */
function isFew(values: number, distinct: number): boolean {
  return values === 1 || (values <= 3 && 4 * values <= distinct) || 20 * values <= distinct
}
