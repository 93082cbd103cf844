import { beforeAll, describe, expect, it } from 'vitest'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { isBankAccount, isCardNumber } from '../../../shared/policy/detection/values/checksums.ts'
import { loadLocales } from '../../../shared/policy/locales.ts'
import { table } from '../policy/describe-schema.ts'
import { rowsMasker } from './mask-rows.ts'

beforeAll(() => loadLocales(['en']))

/** What a rule makes of values in a column of the type, row by row. */
function masked(rule: string, type: string, values: readonly (string | null)[], key = 1): string[] {
  const of = table('t', { id: 'int', a: type })
  const mask = rowsMasker(`  t: { id: keep, a: ${rule} }\n`, [of], [], key)
  return mask(
    't',
    values.map((value, n) => [String(n), value]),
  ).map(([, cell]) => cell!)
}

/** Degrees between two longitudes, over the date line. */
function wrapped(degrees: number): number {
  return ((degrees + 540) % 360) - 180
}

function refusal(rule: string, type: string): string {
  try {
    masked(rule, type, [])
  } catch (error) {
    return (error as Error).message.replace(/^.*t\.a:? /, '')
  }
  return 'taken'
}

const cards = Array.from({ length: 400 }, (_, n) => `55${String(n * 7919).padStart(14, '0')}`)
const samples: Record<string, { type: string; options?: string; values: readonly string[]; fits: RegExp }> = {
  card: { type: 'varchar(40)', values: cards, fits: /^411111\d{10}$/ },
  iban: {
    type: 'varchar(40)',
    values: cards.map((card) => `GB82 WEST ${card.replace(/(.{4})(?=.)/g, '$1 ').slice(0, 17)}`),
    fits: /^GB\d\d [A-Z]{4} (\d{4} ){3}\d\d$/,
  },
  mac_address: {
    type: 'char(17)',
    values: cards.map((card) => card.slice(2, 14).replace(/(..)(?=.)/g, '$1:')),
    fits: /^[0-9a-f][26ae](:[0-9a-f]{2}){5}$/,
  },
  url: {
    type: 'varchar(200)',
    values: cards.map((card) => `http://shop.net/members/${card}.html?ref=${card.slice(-4)}&x#top`),
    fits: /^http:\/\/\w{13}\.example\/\w{7}\/\w{8}\.html\?ref=\w{4}&\w#\w{8}$/,
  },
  pattern: {
    type: 'char(11)',
    options: 'pattern: "@@-######-!", check: mod11',
    values: cards.map((card) => card.slice(0, 11)),
    fits: /^[A-Z]{2}-\d{6}-[\dX]$/,
  },
  fpe: {
    type: 'varchar(30)',
    values: cards.map((card) => `Qm-${card.slice(8)}-${'abcdef'[Number(card.at(-1)) % 6]}`),
    fits: /^[A-Z][a-z]-\d{8}-[a-z]$/,
  },
  company: {
    type: 'varchar(60)',
    values: cards.map((card) => `Quill ${card} GmbH & Co. KG`),
    fits: /^[\p{L}'. &-]+ GmbH & Co\. KG$/u,
  },
  job_title: {
    type: 'varchar(60)',
    values: cards.map((card) => `Head of Ferry ${card} (m/w/d)`),
    fits: /^Head of [\p{L}' -]+ \(m\/w\/d\)$/u,
  },
  birth_date: {
    type: 'date',
    values: cards.map((_, n) => `19${20 + (n % 60)}-0${1 + (n % 9)}-1${n % 10}`),
    fits: /^19\d\d-/,
  },
  noise: { type: 'decimal(12,2)', values: cards.map((_, n) => `${n * 13 - 700}.50`), fits: /^-?\d+\.\d\d$/ },
  network_address: {
    type: 'varchar(45)',
    options: 'keep_prefix: 24',
    values: cards.map((_, n) => `10.${n % 4}.7.${n % 256}`),
    fits: /^10\.[0-3]\.7\.\d{1,3}$/,
  },
}

describe('each kind', () => {
  it.each(Object.keys(samples))(
    '%s: the same value the same, of its form, never itself, and other under another key',
    (mask) => {
      const { type, options, values, fits } = samples[mask]!
      const rule = options ? `{ mask: ${mask}, ${options} }` : mask
      const once = masked(rule, type, values)
      expect(once.filter((fake) => !fits.test(fake))).toEqual([])
      expect(once.filter((fake, n) => fake === values[n])).toEqual([])
      if (transformers.get(mask)!.drawsFrom !== 'row') {
        const pairs = new Map(values.map((value, n) => [value, once[n]]))
        expect(masked(rule, type, values.toReversed())).toEqual(values.toReversed().map((value) => pairs.get(value)))
      }
      const others = masked(rule, type, values, 2)
      expect(others.filter((fake, n) => fake === once[n]).length).toBeLessThan(values.length / 20)
      expect(masked(rule, type, [null, ...(type.includes('char') ? [''] : [])])).toEqual(
        type.includes('char') ? ['\\N', ''] : ['\\N'],
      )
    },
  )

  it('keeps what it says it keeps', () => {
    expect(masked('card', 'varchar(30)', cards).every(isCardNumber)).toBe(true)
    expect(masked('card', 'varchar(30)', ['5555-4444 33332222'])[0]).toMatch(/^4111-11\d\d \d{8}$/)
    expect(masked('card', 'bigint', ['5555444433332222'])[0]).toMatch(/^411111\d{10}$/)
    expect(masked('iban', 'varchar(40)', samples.iban!.values).every(isBankAccount)).toBe(true)
    expect(masked('{ mask: pattern, pattern: "\\\\#5-###!", check: luhn }', 'char(7)', ['x'])[0]).toMatch(/^#5-\d{4}$/)
    expect(masked('{ mask: url, host: "qa.example.org" }', 'varchar(60)', ['https://a.de/b'])[0]).toMatch(
      /^https:\/\/qa\.example\.org\/\w{13}\/\w$/,
    )
    expect(masked('{ mask: truncate, length: 2 }', 'varchar(20)', ['SW1A 1AA', '10115', 'X', ''])).toEqual([
      ...['SW0x 0xx', '10000', 'x', ''],
    ])
    expect(masked('{ mask: bucket, size: 50 }', 'int', ['149', '-1', '0', '-50'])).toEqual(['100', '-50', '0', '-50'])
    expect(masked('{ mask: bucket, size: 10 }', 'decimal(9,2)', ['19.99', '-0.01'])).toEqual(['10.00', '-10.00'])
    expect(
      masked('{ mask: bucket, unit: month }', 'datetime(3)', ['2024-05-17 10:11:12.345', '0000-00-00 00:00:00']),
    ).toEqual([...['2024-05-01 00:00:00.000', '0000-00-00 00:00:00']])
    expect(masked('{ mask: phone, country: GB }', 'varchar(20)', ['030 1'])[0]).toMatch(/^\+447700900\d{3}$/)
  })

  it('noise keeps the sum within its part, the sign, and zero', () => {
    const values = Array.from({ length: 20_000 }, (_, n) => String((n % 97) * 100))
    const fakes = masked('{ mask: noise, part: 0.2 }', 'int', values)
    const sum = (numbers: readonly string[]) => numbers.reduce((total, number) => total + Number(number), 0)
    expect(Math.abs(sum(fakes) / sum(values) - 1)).toBeLessThan(0.005)
    const within = fakes.every((fake, n) => Math.abs(Number(fake) - Number(values[n])) <= Number(values[n]) * 0.2 + 0.5)
    expect([within, fakes.filter((fake) => fake === '0').length]).toEqual([
      true,
      values.filter((value) => value === '0').length,
    ])
  })

  it('birth_date keeps the age on a day, or the year', () => {
    const days = Array.from({ length: 800 }, (_, n) =>
      new Date(Date.UTC(1950, 0, 1 + n * 29)).toISOString().slice(0, 10),
    )
    const age = (day: string) => 2026 - Number(day.slice(0, 4)) - (day.slice(5) > '06-15' ? 1 : 0)
    const fakes = masked('{ mask: birth_date, as_of: "2026-06-15" }', 'date', days)
    expect(fakes.filter((fake, n) => age(fake) !== age(days[n]!) || fake === days[n])).toEqual([])
    const inYear = masked('birth_date', 'date', days)
    expect(inYear.filter((fake, n) => fake.slice(0, 4) !== days[n]!.slice(0, 4))).toEqual([])
  })

  it('point moves by no more than its metres, and by a tenth of them at least', () => {
    const at = Buffer.alloc(25)
    at.writeUInt32LE(4326, 0)
    at.writeUInt8(1, 4)
    at.writeUInt32LE(1, 5)
    at.writeDoubleLE(13.4, 9)
    at.writeDoubleLE(52.5, 17)
    const draw = (n: number) => ({ attempt: 0, int: () => 0, tag: () => '', fraction: () => (n * 0.618) % 1 })
    const point = transformers.get('point')!
    const mask = point.compile({} as never, { jitter: 500 })
    for (let n = 1; n < 200; n++) {
      const moved = Buffer.from(mask(at.toString('latin1'), draw(n))!, 'latin1')
      const north = (moved.readDoubleLE(17) - 52.5) * 111_320
      const east = (moved.readDoubleLE(9) - 13.4) * 111_320 * Math.cos((52.5 * Math.PI) / 180)
      const distance = Math.hypot(north, east)
      expect([distance > 48, distance < 502, moved.readUInt32LE(0)]).toEqual([true, true, 4326])
    }
  })

  it('latitude and longitude in columns of their own move by no more than the metres, and by a tenth of them at least', () => {
    const values = Array.from({ length: 200 }, (_, n) => [
      (52.5 + n / 1e4).toFixed(6),
      (179.998 + n / 1e5 > 180 ? n / 1e5 - 180.002 : 179.998 + n / 1e5).toFixed(6),
    ])
    const moved = (axis: string, at: number) =>
      masked(
        `{ mask: coordinate, axis: ${axis}, jitter: 500 }`,
        'decimal(9,6)',
        values.map((pair) => pair[at]!),
      )
    const [latitudes, longitudes] = [moved('latitude', 0), moved('longitude', 1)]
    for (const [n, [latitude, longitude]] of values.entries()) {
      const north = (Number(latitudes[n]) - Number(latitude)) * 111_320
      const east = wrapped(Number(longitudes[n]) - Number(longitude)) * 111_320 * Math.cos((52.5 * Math.PI) / 180)
      const distance = Math.hypot(north, east)
      expect([distance > 49, distance < 501]).toEqual([true, true])
    }
    expect(masked('{ mask: coordinate, axis: latitude, jitter: 900000 }', 'decimal(8,6)', ['90.000000'])[0]).toMatch(
      /^8\d\.\d{6}$/,
    )
    expect(refusal('{ mask: coordinate, axis: latitude, jitter: 500 }', 'decimal(5,2)')).toMatch(
      /^2 decimal places are too few/,
    )
  })

  it('is refused with its reason where it cannot work', () => {
    expect(refusal('card', 'int')).toMatch(/^card needs a BIGINT/)
    expect(refusal('iban', 'varchar(10)')).toMatch(/^iban needs 15 characters/)
    expect(refusal('{ mask: bucket, unit: month }', 'int')).toMatch(/^bucket needs a size/)
    expect(refusal('{ mask: bucket, unit: day }', 'date')).toMatch(/^a date is no finer than a day/)
    expect(refusal('{ mask: pattern, pattern: "##!" }', 'char(9)')).toMatch(/^a pattern has ! for its check digit/)
    expect(refusal('{ mask: pattern, pattern: "abc" }', 'char(9)')).toMatch(/^the pattern draws nothing/)
    expect(refusal('{ mask: birth_date, as_of: soon }', 'date')).toMatch(/has to be a day/)
    expect(refusal('date_shift', 'date')).toMatch(/of/)
  })
})
