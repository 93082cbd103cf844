import type { Faker } from '@faker-js/faker'
import type { PersonalKind } from '../../../policy/detection/finding.ts'
import { detectByName } from '../../../policy/detection/names/by-name.ts'
import { wordsOf } from '../../../policy/detection/names/name-words.ts'
import type { Column, Table } from '../../../schema/schema.ts'
import { holdsUuids } from './uuids.ts'

/** What a row's texts are drawn from: one person for the whole row, so that its name and its address agree. */
export interface Teller {
  readonly faker: Faker
  readonly first: string
  readonly last: string
}

export type Content = (teller: Teller) => string

/** How a column of text or bytes is filled, by its name, its type and its table. */
export function contentsOf(table: Table): ReadonlyMap<string, Content> {
  const personal = detectByName(table)
  const tableWords = wordsOf(table.name)
  return new Map(
    table.columns.flatMap((column): [string, Content][] => {
      if ((column.kind !== 'text' && column.kind !== 'json') || holdsUuids(column)) return []
      const kind = personal.get(column.name)?.kind
      return [[column.name, contentOf(column, tableWords, kind)]]
    }),
  )
}

function contentOf(column: Column, tableWords: string, kind: PersonalKind | undefined): Content {
  const words = wordsOf(column.name)
  if (column.kind === 'json')
    return ({ faker }) => JSON.stringify({ note: faker.word.adjective(), count: faker.number.int(99) })
  // An employee's title is a job, not a name.
  if (words === '_title_' && /_(staff|employees?)_/.test(tableWords)) return ({ faker }) => faker.person.jobTitle()
  const named = byName.find(([pattern]) => pattern.test(words))
  const personal = kind && kind !== 'free_text' ? byKind[kind] : undefined
  if (personal) return personal
  if (named) return named[1]
  if (/_(name|title|label|bezeichnung|titel)_/.test(words))
    return byTable.find(([pattern]) => pattern.test(tableWords))?.[1] ?? plainName
  if (kind === 'free_text' || (column.maxLength ?? 0) > 300) return sentence
  return (column.maxLength ?? 0) < 12 ? code : plainName
}

const byKind: Partial<Record<PersonalKind, Content>> = {
  email: ({ first, last, faker }) => `${slug(first)}.${slug(last)}${faker.number.int(99)}@mail.example`,
  phone: ({ faker }) => `+44 1632 ${faker.string.numeric(6)}`,
  first_name: ({ first }) => first,
  last_name: ({ last }) => last,
  full_name: ({ first, last }) => `${first} ${last}`,
  username: ({ first, last, faker }) => `${slug(first).slice(0, 1)}${slug(last)}${faker.number.int(99)}`,
  password: ({ faker }) => `$2b$10$${faker.string.alphanumeric(53)}`,
  secret: ({ faker }) => faker.string.hexadecimal({ length: 32, prefix: '' }).toLowerCase(),
  national_id: ({ faker }) => faker.string.numeric(10),
  bank_account: ({ faker }) => faker.string.numeric(10),
  card_number: ({ faker }) => faker.string.numeric(16),
  network_address: ({ faker }) => `192.0.2.${faker.number.int(255)}`,
  street: ({ faker }) => faker.location.streetAddress(),
  city: ({ faker }) => faker.location.city(),
  region: ({ faker }) => faker.location.state(),
  postal_code: ({ faker }) => faker.location.zipCode('#####'),
  gender: ({ faker }) => faker.helpers.arrayElement(['f', 'm', 'x']),
  company: ({ faker }) => faker.company.name(),
}

const byName: readonly (readonly [RegExp, Content])[] = [
  [/_(street|address)_.*2_/, ({ faker }) => faker.location.secondaryAddress()],
  [/_(country_code|iso)_/, ({ faker }) => faker.location.countryCode()],
  [/_(country|land)_/, ({ faker }) => faker.location.country()],
  [/_(city|town|ort)_/, ({ faker }) => faker.location.city()],
  [/_(state|province|district|region|county)_/, ({ faker }) => faker.location.state()],
  [/_(zip|postal|postcode|plz)_/, ({ faker }) => faker.location.zipCode('#####')],
  [/_(currency)_/, ({ faker }) => faker.finance.currencyCode()],
  [
    /_(language|locale|lang)_/,
    ({ faker }) => faker.helpers.arrayElement(['English', 'German', 'French', 'Japanese', 'Arabic', 'Spanish']),
  ],
  [
    /_(url|uri|website|link|homepage)_/,
    ({ faker }) => `https://www.${faker.word.noun()}.example/${faker.word.adjective()}`,
  ],
  [/_(slug)_/, ({ faker }) => `${faker.word.adjective()}-${faker.word.noun()}`],
  [/_(color|colour|farbe)_/, ({ faker }) => faker.color.human()],
  [/_(category|genre|kind|type|group|department)_/, ({ faker }) => faker.commerce.department()],
  [/_(status|state)_/, ({ faker }) => faker.helpers.arrayElement(['new', 'active', 'paused', 'closed'])],
  [/_(company|firm|vendor|supplier|manufacturer|brand)_/, ({ faker }) => faker.company.name()],
  [/_(job|position|title_of_courtesy)_/, ({ faker }) => faker.person.jobTitle()],
  [
    /_(sku|isbn|ean|barcode|serial|reference|ref|number|code|key)_/,
    ({ faker }) => code({ faker, first: '', last: '' }),
  ],
  [
    /_(composer|author|artist|contact|manager)_/,
    ({ faker }) => `${faker.person.firstName()} ${faker.person.lastName()}`,
  ],
  [/_(hash|checksum|token|digest)_/, ({ faker }) => faker.string.hexadecimal({ length: 32, prefix: '' }).toLowerCase()],
  [/_(file|path|filename)_/, ({ faker }) => `${faker.word.noun()}.pdf`],
  [
    /_(mime|media_type|content_type)_/,
    ({ faker }) => faker.helpers.arrayElement(['image/png', 'text/plain', 'application/pdf']),
  ],
]

const byTable: readonly (readonly [RegExp, Content])[] = [
  [
    /_(users?|customers?|persons?|people|staff|employees?|actors?|authors?|members?|contacts?)_/,
    ({ first, last }) => `${first} ${last}`,
  ],
  [/_(countr(y|ies))_/, ({ faker }) => faker.location.country()],
  [/_(cit(y|ies))_/, ({ faker }) => faker.location.city()],
  [
    /_(languages?)_/,
    ({ faker }) => faker.helpers.arrayElement(['English', 'German', 'French', 'Japanese', 'Arabic', 'Spanish']),
  ],
  [/_(genres?)_/, ({ faker }) => faker.music.genre()],
  [/_(artists?|bands?)_/, ({ faker }) => `The ${capital(faker.word.adjective())} ${capital(faker.word.noun())}s`],
  [/_(albums?|playlists?)_/, ({ faker }) => faker.music.album()],
  [/_(tracks?|songs?)_/, ({ faker }) => faker.music.songName()],
  [/_(films?|movies?|books?)_/, ({ faker }) => faker.book.title()],
  [/_(categor(y|ies)|departments?)_/, ({ faker }) => faker.commerce.department()],
  [/_(products?|items?|articles?)_/, ({ faker }) => faker.commerce.productName()],
  [/_(compan(y|ies)|suppliers?|vendors?|stores?|shops?)_/, ({ faker }) => faker.company.name()],
]

function plainName({ faker }: Teller): string {
  return `${capital(faker.word.adjective())} ${faker.word.noun()}`
}

/** Words without names of people or companies, which a leak check of masked names would find again. */
function sentence({ faker }: Teller): string {
  const { word } = faker
  return `${capital(word.adverb())} ${word.adjective()}: the ${word.adjective()} ${word.noun()} will ${word.verb()} every ${word.noun()}.`
}

function code({ faker }: Teller): string {
  return `${faker.string.alpha({ length: 2, casing: 'upper' })}${faker.string.numeric(4)}`
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** Lower-case ASCII letters, for addresses and user names. */
function slug(text: string): string {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z]/g, '') || 'user'
  )
}
