import type { Faker } from '@faker-js/faker'
import { FakerClass, localeData } from '../../../policy/locales.ts'
import type { MaskContext, OriginalsKind } from '../../transformer.ts'
import { Choices } from '../address/choices.ts'
import { type PlacePart, placeMaker, placeParts } from '../address/place.ts'
import { longestFirst, longestLast, type Person, tagLength } from './person.ts'

/** What a persona is asked for in one column. */
export interface Part {
  readonly originals: OriginalsKind
  /** Longest result in characters, before it is fitted to the column. */
  readonly longest: number
  /** Bits by which two people differ in a column of so many characters; 0 where many are alike. */
  bits(room: number): number
  /** `room` is what the column takes. */
  make(person: Person, room: number, made: Made): string
}

/** What faker makes for the person, and how a person of a gender is written. */
export interface Made {
  faker(person: Person, part: string, call: (faker: Faker) => string): string
  place(person: Person, part: PlacePart): string
  readonly forms: readonly [female: string, male: string]
  readonly locale: string
}

const mailDomain = 'example.com'
const shortestTag = 8
const longestName = longestFirst + 1 + longestLast

export const parts = {
  first_name: word('name', longestFirst, ({ first }) => first),
  last_name: word('name', longestLast, ({ last }) => last),
  full_name: word('name', longestName, ({ first, last }) => `${first} ${last}`),
  sort_name: word('name', longestName + 1, ({ first, last }) => `${last}, ${first}`),
  initials: word('common', 4, ({ first, last }) => `${[...first][0] ?? ''}.${[...last][0] ?? ''}.`),
  gender: word('common', 0, ({ gender }, _room, { forms }) => forms[gender === 'female' ? 0 : 1]),
  salutation: word('common', 10, ({ gender }, _room, { locale }) => salutationOf(locale, gender)),
  username: {
    originals: 'identifying',
    longest: shortestTag,
    bits: (room) => bitsOf(room),
    make: ({ first, tag }, room) => named([asciiOf(first)], tag.slice(0, room), room),
  },
  email: {
    originals: 'identifying',
    longest: mailDomain.length + 1 + shortestTag,
    bits: (room) => bitsOf(room - mailDomain.length - 1),
    make({ first, last, tag }, room) {
      const local = room - mailDomain.length - 1
      return `${named([asciiOf(first), asciiOf(last)], tag.slice(0, local), local)}@${mailDomain}`
    },
  },
  street: placed('street'),
  city: placed('city'),
  postal_code: placed('postal_code'),
  state: placed('state'),
  country: placed('country'),
  country_code: placed('country_code'),
  company: drawn('common', 'company', (faker) => faker.company.name()),
  job_title: drawn('common', 'job_title', (faker) => faker.person.jobTitle()),
} satisfies Record<string, Part>

export type PartName = keyof typeof parts

/** faker's parts, redrawn while one is a real value. */
export function madeFor({ isReal }: MaskContext, locale: string, forms: Made['forms']): Made {
  const placeOf = placeMaker({ isReal }, locale)
  const choices = new Choices()
  const randomizer = { next: () => choices.next(), seed: () => undefined }
  const instance = new FakerClass({ locale: localeData(locale), randomizer })
  return {
    forms,
    locale,
    place: ({ seed }, part) => placeOf(seed, part),
    faker({ seed }, part, call) {
      let text = ''
      for (let attempt = 0; attempt < mostAttempts; attempt++) {
        choices.begin(seed, attempt, part)
        text = call(instance)
        if (!isReal(text)) break
      }
      return text
    },
  }
}

const mostAttempts = 8

function word(originals: OriginalsKind, longest: number, make: Part['make']): Part {
  return { originals, longest, bits: () => 0, make }
}

function drawn(originals: OriginalsKind, part: string, call: (faker: Faker) => string): Part {
  return { originals, longest: 1, bits: () => 0, make: (person, _room, made) => made.faker(person, part, call) }
}

function placed(part: PlacePart): Part {
  return {
    originals: placeParts[part],
    longest: 1,
    bits: () => 0,
    make: (person, _room, made) => made.place(person, part),
  }
}

function bitsOf(room: number): number {
  return 5 * Math.max(0, Math.min(tagLength, room))
}

/** Names before a tag, as many letters of them as there is room for. */
function named(names: readonly string[], tag: string, room: number): string {
  const before = names.filter((name) => name !== '').join('.')
  const shown = before.slice(0, Math.max(0, room - tag.length - 1)).replace(/\.$/, '')
  return shown === '' ? tag : `${shown}.${tag}`
}

function asciiOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
}

function salutationOf(locale: string, gender: Person['gender']): string {
  const of = (chosen: string) => (localeData(chosen).person?.prefix as Partial<Record<string, string[]>>)?.[gender]
  const all = of(locale) ?? of('en') ?? []
  return all.at(-1) ?? ''
}
