import { beforeAll, describe, expect, it } from 'vitest'
import { firstNames, lastNames } from '../../../shared/masking/transformers/pools.ts'
import { loadLocales } from '../../../shared/policy/locales.ts'
import { maskColumn } from './mask-column.ts'

const locales = ['en', 'de', 'el', 'zh_CN', 'ja']
const people = Array.from({ length: 3000 }, (_, n) => `person ${n}`)

beforeAll(() => loadLocales(locales))

describe('no fake is a real value', () => {
  it.each(locales)('though every name of the locale %s is somebody’s', (locale) => {
    for (const [mask, pool] of [
      ['first_name', firstNames(locale)],
      ['last_name', lastNames(locale)],
    ] as const) {
      const fakes = maskColumn(people, { mask, options: { locale }, originals: pool })
      // Shorter ones are not searched for.
      const taken = new Set(pool.filter((name) => Buffer.byteLength(name) >= 3))
      expect(fakes.filter((fake) => taken.has(fake))).toEqual([])
      expect(new Set(fakes).size).toBeGreaterThan(500)
    }
  })

  it('though every first name and every last name is somebody’s, alone or within a full name', () => {
    const taken = [...firstNames('en'), ...lastNames('en')].flatMap((name) => [name, `${name} Smith`, `Anna ${name}`])
    const fakes = maskColumn(people, { mask: 'full_name', originals: taken })
    expect(fakes.filter((fake) => taken.includes(fake))).toEqual([])
    expect(fakes.every((fake) => /^[^ ]+ [^ ].*$/.test(fake))).toBe(true)
  })

  it('though names are short, and the longest that are composed still fit', () => {
    const pool = [...firstNames('en'), ...lastNames('en')]
    for (const [mask, length] of [
      ['first_name', 5],
      ['last_name', 6],
      ['full_name', 11],
    ] as const)
      for (const fake of maskColumn(people, { mask, type: `varchar(${length})`, originals: pool }))
        expect(fake.length).toBeLessThanOrEqual(length)
  })
})
