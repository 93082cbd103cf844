import { listCommonWords } from '../../policy/detection/names/common-words.ts'
import { loadLocales } from '../../policy/locales.ts'
import { firstNames, lastNames } from '../transformers/pools.ts'
import type { StrangerNames } from './find-strangers.ts'
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

async function loadNames(locales: readonly string[]): Promise<StrangerNames> {
  await loadLocales(locales)
  const of = (pool: (locale: string) => readonly string[], shortest: number) =>
    hashesOf(locales.flatMap(pool).filter(({ length }) => length >= shortest))
  const common = hashesOf(await listCommonWords(locales[0] ?? 'en'))
  const first = of(firstNames, shortestFirst)
  for (const season of hashesOf(seasons)) first.delete(season)
  const last = of(lastNames, shortestLast)
  return { first: new WordHashes(first), last: new WordHashes(last), common: new WordHashes(common) }
}
