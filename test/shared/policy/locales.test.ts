import { allLocales } from '@faker-js/faker'
import { describe, expect, it } from 'vitest'
import { loadLocales, localeData, locales } from '../../../shared/policy/locales.ts'

describe('locales', () => {
  it('are all of faker, each loaded when it is asked for', async () => {
    const all = Object.keys(allLocales).filter((name) => name !== 'base')
    expect(locales).toEqual(all.sort())
    expect(() => localeData('fr')).toThrow('was not loaded')
    await loadLocales([...all, 'xx'])
    for (const name of all) expect(localeData(name).person?.first_name, name).toBeDefined()
    expect(localeData('fr').person?.first_name).toEqual(allLocales.fr.person?.first_name)
  })
})
