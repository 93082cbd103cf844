import { localeData } from '../../policy/locales.ts'
import type { MaskContext } from '../transformer.ts'

const none = {}

type Names = { generic?: unknown; female?: unknown; male?: unknown }

/** First names of a faker locale, all genders. */
export function firstNames(locale: string): readonly string[] {
  return namesOf(localeData(locale).person?.first_name as Names | undefined)
}

/** Last names of a faker locale. */
export function lastNames(locale: string): readonly string[] {
  return namesOf(localeData(locale).person?.last_name as Names | undefined)
}

export const genders = ['female', 'male'] as const
export type Gender = (typeof genders)[number]

/** First and last names of a faker locale for a gender, or all where it does not tell them apart. */
export function namesFor(locale: string, gender: Gender): { first: readonly string[]; last: readonly string[] } {
  const { first_name, last_name } = (localeData(locale).person ?? {}) as Partial<Record<string, Names>>
  const own = (names?: Names) => namesOf(names && { [gender]: names[gender] })
  const [first, last] = [own(first_name), own(last_name)]
  return { first: first.length > 0 ? first : firstNames(locale), last: last.length > 0 ? last : lastNames(locale) }
}

/** Those of a locale that the column can store whole, or where there are none, of English. */
export function poolFor(
  poolOf: (locale: string) => readonly string[],
  locale: string,
  context: Room,
): readonly string[] {
  const pool = fitting(poolOf(locale), context)
  return pool.length > 0 ? pool : fitting(poolOf('en'), context)
}

/** The items that the column can store whole. */
function fitting(pool: readonly string[], { maxLength, holds }: Room): readonly string[] {
  const byLength = remember(
    remember(fits, pool, () => new WeakMap()),
    holds,
    () => new Map(),
  )
  return remember(byLength, maxLength, () => {
    const some = pool.filter((item) => [...item].length <= maxLength && holds(item))
    return some.length === pool.length ? pool : some
  })
}

/** What a column can store. */
type Room = Pick<MaskContext, 'maxLength' | 'holds'>

// Every column of every table asks for them, and hundreds have the same room.
const fits = new WeakMap<readonly string[], WeakMap<Room['holds'], Map<number, readonly string[]>>>()

function remember<Key, Value>(
  all: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  const before = all.get(key)
  if (before !== undefined) return before
  const value = make()
  all.set(key, value)
  return value
}

// Every column of names asks for them.
const known = new WeakMap<Names, readonly string[]>()

function namesOf(names: Names = none): readonly string[] {
  const before = known.get(names)
  if (before) return before
  const all = [names.generic, names.female, names.male].flatMap((list) => (Array.isArray(list) ? list : []))
  const unique = [...new Set(all.filter((name): name is string => typeof name === 'string'))]
  known.set(names, unique)
  return unique
}
