import { allLocales, en, type LocaleDefinition } from '@faker-js/faker'

type Names = { generic?: unknown; female?: unknown; male?: unknown }

/** First names of a faker locale, all genders, English ones where it has none. */
export function firstNames(locale: string): readonly string[] {
  return (
    namesOf((definitions(locale).person?.first_name ?? {}) as Names) ?? namesOf(en.person?.first_name as Names) ?? []
  )
}

/** Last names of a faker locale, English ones where it has none. */
export function lastNames(locale: string): readonly string[] {
  return namesOf((definitions(locale).person?.last_name ?? {}) as Names) ?? namesOf(en.person?.last_name as Names) ?? []
}

/** The definitions of a locale by its name; a locale that faker does not know counts as English. */
export function definitions(locale: string): LocaleDefinition {
  return (allLocales as Record<string, LocaleDefinition>)[locale] ?? en
}

/** The items that the column can store whole. */
export function fitting(
  pool: readonly string[],
  context: { maxLength: number; holds(text: string): boolean },
): string[] {
  return pool.filter((item) => [...item].length <= context.maxLength && context.holds(item))
}

function namesOf(names: Names): string[] | null {
  const all = [names.generic, names.female, names.male].flatMap((list) => (Array.isArray(list) ? list : []))
  const words = [...new Set(all.filter((name): name is string => typeof name === 'string'))]
  return words.length > 0 ? words : null
}
