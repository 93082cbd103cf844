import { beforeAll, expect, it } from 'vitest'
import { nationalIds } from '../../../shared/masking/numbers/national-ids.ts'
import { loadLocales } from '../../../shared/policy/locales.ts'
import { table } from '../policy/describe-schema.ts'
import { rowsMasker } from './mask-rows.ts'

beforeAll(() => loadLocales(['en', 'de', 'ja']))

// As the countries themselves print them, and nobody's.
const printed: Record<string, string> = {
  ...{ BE: '93051822361', BR: '11144477735', CA: '046454286', CH: '7569217076985', CN: '11010519491231002X' },
  ...{ DE: '86095742719', ES: '12345678Z', FI: '131052308T', FR: '255081416802538', IN: '2363' },
  ...{
    IT: 'RSSMRA85T10A562S',
    NL: '111222333',
    NO: '17054026641',
    PL: '44051401458',
    PT: '123456789',
    SE: '8112189876',
  },
}

it.each(Object.entries(printed))('has the check digits of %s right', (country, number) => {
  const { check } = nationalIds[country as keyof typeof nationalIds]
  const length = check(number.slice(0, -1))?.length === 1 ? 1 : 2
  expect(check(number.slice(0, -length))).toBe(number.slice(-length))
})

const people = (rules: Record<string, string>, locale = '') => {
  const columns = Object.fromEntries(Object.keys(rules).map((column) => [column, 'varchar(60)']))
  const said = Object.entries(rules).map(([column, rule]) => `${column}: ${rule}`)
  return rowsMasker(`  t: { id: keep, ${said.join(', ')} }${locale}\n`, [
    table('t', { id: 'int', ...columns }, { primaryKey: ['id'] }),
  ])
}

it('writes a number of a country as the one before, and one that is none as it is written there', () => {
  const mask = people({ a: '{ mask: national_id, country: ES }', b: '{ mask: national_id, country: US }' })
  const [[, es, us], [, other]] = mask('t', [
    ['1', '12.345.678-z', '078-05-1120'],
    ['2', 'unknown', '1'],
  ]) as [string[], string[]]
  expect([es, us, other]).toEqual([
    expect.stringMatching(/^\d\d\.\d{3}\.\d{3}-[a-z]$/),
    expect.stringMatching(/^9\d\d-[0-4]\d-\d{4}$/),
    expect.stringMatching(/^\d{8}[A-Z]$/),
  ])
})

it('gives the columns of a row one address, and two where they have a domain each', () => {
  const of = (part: string, more = '') => `{ mask: address, part: ${part}, locale: de${more} }`
  const mask = people({
    city: of('city'),
    zip: of('postal_code'),
    land: of('state'),
    nation: of('country'),
    other: of('city', ', domain: shipping'),
  })
  const rows = mask(
    't',
    Array.from({ length: 300 }, (_, n) => [String(n), 'x', 'x', 'x', 'x', 'x']),
  )
  const places = new Set(rows.map(([, city, zip, land, nation]) => `${city} ${zip!.slice(0, 2)} ${land} ${nation}`))
  expect(places.size).toBe(9)
  expect(places).toContain('Leipzig 04 Sachsen Deutschland')
  expect(rows.filter(([, city, , , , other]) => city !== other).length).toBeGreaterThan(200)
})

it('makes addresses of countries of which no places are known, each part by itself', () => {
  const mask = people({
    city: '{ mask: address, part: city, locale: ja }',
    nation: '{ mask: address, part: country_code, locale: ja }',
  })
  expect(mask('t', [['1', 'x', 'x']])[0]).toEqual(['1', expect.stringMatching(/\S/), 'JP'])
})
