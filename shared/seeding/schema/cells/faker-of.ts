import type { Faker } from '@faker-js/faker'
import { FakerClass, localeData } from '../../../policy/locales.ts'
import { referenceDate } from '../../edge-cases.ts'
import type { RowRandom } from '../../random.ts'
import { keepTemplates } from './faker-templates.ts'

/** faker in a locale, driven by the draws of a row and a fixed date. */
export function fakerOf(locale: string, random: RowRandom): Faker {
  const faker = new FakerClass({
    locale: localeData(locale),
    randomizer: { next: () => random.fraction(), seed: () => undefined },
  })
  keepTemplates(faker)
  faker.setDefaultRefDate(`${referenceDate}T00:00:00.000Z`)
  return faker
}

/** A method by its name, such as `location.city`; null when faker has none of that name. */
export function fakerMethod(faker: Faker, name: string): (() => unknown) | null {
  const [module = '', method = ''] = name.split('.')
  const owner = (faker as unknown as Record<string, Record<string, unknown>>)[module]
  const found = method.startsWith('_') ? null : owner?.[method]
  return typeof found === 'function' ? () => found.call(owner) : null
}
