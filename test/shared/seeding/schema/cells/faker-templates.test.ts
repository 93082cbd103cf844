import { describe, expect, it } from 'vitest'
import { FakerClass, loadLocales, localeData, locales } from '../../../../../shared/policy/locales.ts'
import { RowRandom } from '../../../../../shared/seeding/random.ts'
import { keepTemplates } from '../../../../../shared/seeding/schema/cells/faker-templates.ts'

const templates = [
  '{{person.lastName}}, {{person.lastName}} and {{company.legal_entity_type}}',
  'nothing to draw',
  // A placeholder within what is drawn, arguments, and text that only looks like a placeholder.
  '{{person.lastName}} of {{location.city_pattern}} {{person.lastName}}',
  '{{location.street_address.normal}} {{person.lastName}}',
  '{{number.int({"max": 9})}}-{{string.numeric(3)}} {{ not one }}',
]

describe("faker's templates", () => {
  it('mean what they mean to faker, draw for draw, in every locale', async () => {
    await loadLocales(locales)
    for (const locale of locales) {
      const [plain, quick] = [fakerIn(locale), fakerIn(locale)]
      keepTemplates(quick)
      for (let round = 0; round < 20; round++) {
        const drawn = [plain, quick].map(({ person, location, company, helpers }) => [
          person.lastName(),
          location.city(),
          location.streetAddress(true),
          company.name(),
          ...templates.map((template) => helpers.fake(template)),
        ])
        expect([locale, drawn[1]]).toEqual([locale, drawn[0]])
      }
    }
  })
})

function fakerIn(locale: string) {
  const random = new RowRandom(7, locale).begin(0)
  const randomizer = { next: () => random.fraction(), seed: () => undefined }
  return new FakerClass({ locale: localeData(locale), randomizer })
}
