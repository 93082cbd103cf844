import type { Faker } from '@faker-js/faker'
import { FakerClass, localeData } from '../../../policy/locales.ts'
import { drawForm } from '../../numbers/code-form.ts'
import type { MaskContext, OriginalsKind } from '../../transformer.ts'
import { Choices } from './choices.ts'
import { places } from './places.ts'

/** What there is of one place, and what finding a real one of it in staging means. */
export const placeParts = {
  street: 'identifying',
  city: 'common',
  postal_code: 'identifying',
  state: 'common',
  country: 'common',
  country_code: 'common',
} as const satisfies Record<string, OriginalsKind>

export type PlacePart = keyof typeof placeParts

/** Makes parts of the place that a seed of 32 bits stands for: its city, region, postal code and country belong together. */
export function placeMaker(
  { isReal }: Pick<MaskContext, 'isReal'>,
  locale: string,
): (seed: number, part: PlacePart) => string {
  const choices = new Choices()
  const randomizer = { next: () => choices.next(), seed: () => undefined }
  const faker = new FakerClass({ locale: localeData(locale), randomizer })
  const code = countryOf(locale)
  const cities = places[code] ?? null
  const fallback = byFaker(faker)
  return (seed, part) => {
    if (part === 'country_code') return code
    if (part === 'country') return new Intl.DisplayNames([tagOf(locale), 'en'], { type: 'region' }).of(code) ?? code
    choices.begin(seed, 0, 'place')
    const place = cities?.[choices.int(cities.length)]
    if (place && part === 'city') return place[0]
    if (place && part === 'state') return place[1]
    const draw = () =>
      place && part === 'postal_code' ? drawForm(place[2], (bound) => choices.int(bound)) : fallback[part]()
    for (let attempt = 0; ; attempt++) {
      choices.begin(seed, attempt, part)
      const text = draw()
      if (attempt === mostAttempts || !isReal(text)) return text
    }
  }
}

const mostAttempts = 7
/** Of countries whose places are not known: what faker makes, as ZIP+4 is. */
const longestPostalCode = 10

/** How many characters the longest postal code has that is made for a locale. */
export function postalCodeLength(locale: string): number {
  const forms = places[countryOf(locale)]?.map(([, , form]) => drawForm(form, () => 0).length)
  return forms ? Math.max(...forms) : longestPostalCode
}

/** Where no places of the country are known, each part by itself. */
function byFaker(faker: Faker): Record<Exclude<PlacePart, 'country' | 'country_code'>, () => string> {
  return {
    street: () => faker.location.streetAddress(),
    city: () => faker.location.city(),
    postal_code: () => faker.location.zipCode(),
    state: () => faker.location.state(),
  }
}

/** ISO 3166 code of the country that a locale of faker is for: its own, or where most speak so. */
function countryOf(locale: string): string {
  return new Intl.Locale(tagOf(locale)).maximize().region ?? 'US'
}

// faker's names are those of CLDR with underscores, and now and then a word behind them.
function tagOf(locale: string): string {
  const [, language = 'en', region = ''] = /^([a-z]{2,3})(?:_([A-Z]{2}))?/.exec(locale) ?? []
  return region === '' ? language : `${language}-${region}`
}
