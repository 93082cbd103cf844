import { loadCommonWords } from '../../policy/detection/names/common-words.ts'
import type { KnownNames } from '../../policy/detection/names/person-words.ts'
import { loadLocales } from '../../policy/locales.ts'
import { firstNames, lastNames } from '../transformers/pools.ts'

const widespread = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt_BR',
  'nl',
  'pl',
  'sv',
  'nb_NO',
  'da',
  'fi',
  'cs_CZ',
  'hu',
  'ro',
  'tr',
  'en_IN',
]
const shortestName = 3

/** Names by which detection knows a column of names: those of the locale and of the most widespread ones. */
export async function knownNames(locale: string): Promise<KnownNames> {
  const known = new Set([locale, ...widespread])
  await loadLocales(known)
  const of = (pool: (locale: string) => readonly string[]) =>
    new Set(
      [...known]
        .flatMap(pool)
        .map((name) => name.toLowerCase())
        .filter((name) => name.length >= shortestName),
    )
  return { first: of(firstNames), last: of(lastNames), common: await loadCommonWords(locale) }
}
