import { calendarAndMap, listCommonWords } from '../../policy/detection/names/common-words.ts'
import { loadLocales } from '../../policy/locales.ts'
import { firstNames, lastNames } from '../transformers/pools.ts'
import type { StrangerNames } from './find-strangers.ts'
import { unpackHashes } from './packed-hashes.ts'
import { hashesOf } from './title-words.ts'
import { WordHashes } from './word-hashes.ts'

/** Whose names are known beside those of the policy's own locales. */
const widespread = ['en', 'de', 'fr', 'es', 'it', 'nl', 'sv', 'pl']
const shortestFirst = 3
const shortestLast = 3

/** First names of some, and dates of all others. */
const seasons =
  'january february march april may june july august september october november december spring summer autumn winter'.split(
    ' ',
  )

const known = new Map<string, Promise<StrangerNames>>()

/** The names by which strangers are known, of these locales and of the most widespread ones; loaded once in a thread. */
export function strangerNames(locales: Iterable<string>): Promise<StrangerNames> {
  const all = withWidespread(locales)
  const names = known.get(all.join()) ?? loadNames(all)
  known.set(all.join(), names)
  return names
}

/** The same names, for threads: memory that all of them can read. */
export interface SharedNames {
  readonly first: SharedArrayBuffer
  readonly last: SharedArrayBuffer
  readonly common: SharedArrayBuffer
}

export function shareNames({ first, last, common }: StrangerNames): SharedNames {
  return { first: first.shared, last: last.shared, common: common.shared }
}

/** Another thread has loaded them. */
export function takeStrangerNames(locales: Iterable<string>, { first, last, common }: SharedNames): void {
  const names = { first: new WordHashes(first), last: new WordHashes(last), common: new WordHashes(common) }
  known.set(withWidespread(locales).join(), Promise.resolve(names))
}

function withWidespread(locales: Iterable<string>): string[] {
  return [...new Set([...locales, ...widespread])]
}

/** Words by which strangers are known, as hashes. */
interface Hashes {
  readonly first: Set<number>
  readonly last: Set<number>
  readonly common: Set<number>
}

/** To load the lists of the widespread locales takes a third of a second: what they hash to is made beforehand. */
async function loadNames(locales: readonly string[]): Promise<StrangerNames> {
  const own = locales.filter((locale) => !widespread.includes(locale))
  const { first, last } = await namesIn(own)
  const language = locales[0]!.split('_')[0]!
  const common = language === 'en' ? new Set<number>() : hashesOf(calendarAndMap(language))
  const { widespreadHashes } = await import('./widespread-hashes.ts')
  const known = (packed: string, more: ReadonlySet<number>) =>
    new WordHashes([unpackHashes(packed), Int32Array.from(more)])
  return {
    first: known(widespreadHashes.first, first),
    last: known(widespreadHashes.last, last),
    common: known(widespreadHashes.common, common),
  }
}

/** Of the widespread locales, and what is called so in English: from the lists themselves. */
export async function hashWidespread(): Promise<Hashes> {
  return { ...(await namesIn(widespread)), common: hashesOf(await listCommonWords('en')) }
}

async function namesIn(locales: readonly string[]): Promise<Pick<Hashes, 'first' | 'last'>> {
  await loadLocales(locales)
  const of = (pool: (locale: string) => readonly string[], shortest: number) =>
    hashesOf(locales.flatMap(pool).filter(({ length }) => length >= shortest))
  const first = of(firstNames, shortestFirst)
  for (const season of hashesOf(seasons)) first.delete(season)
  return { first, last: of(lastNames, shortestLast) }
}
