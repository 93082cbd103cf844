import { ibanDigits, luhnDigit } from '../../shared/masking/numbers/check-digits.ts'
import { firstNames, lastNames } from '../../shared/masking/transformers/pools.ts'
import { genitive, type Language, languages, type Templates } from './languages.ts'

export interface Person {
  readonly id: number
  readonly language: Language
  readonly first: string
  readonly last: string
  readonly user: string
  readonly mail: string
  readonly phone: string
}

/** Who or what stands in a text, as [start, end). */
export interface Truth {
  readonly kind: 'person' | 'stranger' | 'other'
  readonly slot: string
  readonly start: number
  readonly end: number
  /** Null of a stranger; one of those who are called so where a last name alone may be theirs. */
  readonly person: Person | null
}

export interface Sample {
  readonly language: Language
  readonly text: string
  readonly truths: readonly Truth[]
}

/** Chance that is the same in every run: mulberry32 (Ettinger, 2017). */
export function chanceOf(seed: number): (bound: number) => number {
  let state = seed
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}

type Chance = (bound: number) => number
const pick = <Item>(items: readonly Item[], chance: Chance): Item => items[chance(items.length)]!

/** People of a database, of all languages, by names of faker's locales. */
export function makePeople(count: number, chance: Chance): Person[] {
  return Array.from({ length: count }, (_, n) => {
    const language = languages[n % languages.length]!
    const [first, last] = [pick(firstNames(language), chance), pick(lastNames(language), chance)]
    const user = `${plainOf(first)
      .toLowerCase()
      .replaceAll(/[^a-z]/g, '')}${1000 + n}`
    return { id: n + 1, language, first, last, user, mail: `${user}@mail${n % 7}.example`, phone: phoneOf(n, chance) }
  })
}

/** Texts in which people are named, and strangers, who are nobody of `people`. */
export function makeSamples(count: number, people: readonly Person[], templates: Templates, chance: Chance): Sample[] {
  const byLanguage = new Map(languages.map((one) => [one, people.filter(({ language }) => language === one)]))
  const known = new Set(people.map(({ first, last }) => `${first} ${last}`))
  return Array.from({ length: count }, (_, n): Sample => {
    const language = languages[n % languages.length]!
    const template = pick(templates[language], chance)
    const truths: Truth[] = []
    let text = ''
    for (const piece of template.split(/(\{[\w.]+\})/)) {
      const slot = /^\{([\w.]+)\}$/.exec(piece)?.[1]
      if (slot === undefined) {
        text += piece
        continue
      }
      const { value, kind, person } = filled(slot, language, byLanguage.get(language)!, known, chance)
      truths.push({ kind, slot, start: text.length, end: text.length + value.length, person })
      text += value
    }
    return { language, text, truths }
  })
}

function filled(
  slot: string,
  language: Language,
  people: readonly Person[],
  known: ReadonlySet<string>,
  chance: Chance,
): { value: string; kind: Truth['kind']; person: Person | null } {
  if (slot.startsWith('s.')) return { value: strangerIn(slot, language, known, chance), kind: 'stranger', person: null }
  const other = others[slot]
  if (other) return { value: other(chance), kind: 'other', person: null }
  const person = pick(people, chance)
  return { value: personIn(slot, person, chance), kind: 'person', person }
}

function personIn(slot: string, person: Person, chance: Chance): string {
  if (slot !== 'tel') return writtenIn(slot, person)
  return chance(2) === 0 ? person.phone : `0${person.phone.slice(3).trim().replaceAll(' ', '-')}`
}

/** How a slot has a person; not his number, which is written in several ways. */
export function writtenIn(slot: string, person: Person): string {
  const { first, last, language } = person
  switch (slot) {
    case 'turned':
      return `${last}, ${first}`
    case 'gen':
      return genitive(language, first, last)
    case 'last':
      return last
    case 'upper':
      return `${first} ${last}`.toUpperCase()
    case 'lower':
      return `${first} ${last}`.toLowerCase()
    case 'plain':
      return plainOf(`${first} ${last}`)
    case 'user':
      return person.user
    case 'mail':
      return person.mail
    default:
      return `${first} ${last}`
  }
}

function strangerIn(slot: string, language: Language, known: ReadonlySet<string>, chance: Chance): string {
  for (;;) {
    const [first, last] = [pick(firstNames(language), chance), pick(lastNames(language), chance)]
    if (known.has(`${first} ${last}`)) continue
    if (slot === 's.turned') return `${last}, ${first}`
    if (slot === 's.last') return last
    return slot === 's.first' ? first : `${first} ${last}`
  }
}

const digitsOf = (count: number, chance: Chance) => Array.from({ length: count }, () => chance(10)).join('')

const others: Readonly<Record<string, (chance: Chance) => string>> = {
  card(chance) {
    const digits = `4${digitsOf(14, chance)}`
    return `${digits}${luhnDigit(digits)}`.replaceAll(/(.{4})(?=.)/g, '$1 ')
  },
  iban(chance) {
    const account = digitsOf(18, chance)
    return `DE${ibanDigits('DE', account)}${account}`.replaceAll(/(.{4})(?=.)/g, '$1 ')
  },
  ip: (chance) => `84.${chance(256)}.${chance(256)}.${1 + chance(254)}`,
  link: (chance) => `https://shop.example/login?token=${digitsOf(12, chance)}ab${digitsOf(8, chance)}`,
}

/** As a keyboard without accents writes it. */
function plainOf(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}+/gu, '')
}

function phoneOf(n: number, chance: Chance): string {
  return `+49 ${151 + (n % 20)} ${digitsOf(3, chance)} ${digitsOf(5, chance)}`
}
