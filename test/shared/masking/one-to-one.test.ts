import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AesBlock } from '../../../shared/masking/numbers/aes.ts'
import { createFf1, createLongFf1 } from '../../../shared/masking/numbers/ff1.ts'
import { maskColumn } from './mask-column.ts'

const keys = [1, 2, 3]

function expectOneToOne(values: readonly string[], fakes: readonly string[]) {
  expect(new Set(values).size).toBe(values.length)
  expect(new Set(fakes).size).toBe(fakes.length)
}

describe('different values have different fakes', () => {
  it('under digits for every string of up to four digits, however many of them are real', () => {
    for (const key of keys)
      for (const [length, form] of [
        [1, 'no '],
        [2, 'r/'],
        [3, ''],
        [4, '+'],
      ] as const)
        for (const share of length === 4 ? [0.1, 0.6] : [0.02, 0.3, 0.5, 0.9, 1]) {
          const all = Array.from({ length: 10 ** length }, (_, n) => form + String(n).padStart(length, '0'))
          const values = all.filter((_, n) => (n * 7919) % 1000 < share * 1000)
          const fakes = maskColumn(values, { mask: 'digits', key })
          expectOneToOne(values, fakes)
          expect(values.filter((value, at) => value === fakes[at])).toEqual([])
          expect(fakes.every((fake) => all.includes(fake))).toBe(true)
        }
  })

  it('under digits for integers of every width, padded with zeros or not, up to both ends of their range', () => {
    const numbers = (count: number, digits: number) =>
      Array.from({ length: count }, (_, n) => String(10 ** (digits - 1) + n * 3))
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ['tinyint unsigned', Array.from({ length: 256 }, (_, n) => String(n))],
      ['smallint', Array.from({ length: 65_536 }, (_, n) => String(n - 32_768)).filter((_, n) => n % 37 === 0)],
      ['mediumint unsigned', numbers(500, 8)],
      ['int(8) unsigned zerofill', Array.from({ length: 500 }, (_, n) => String(n * 41).padStart(8, '0'))],
      ['int', ['-2147483648', '2147483647', ...numbers(200, 10)]],
      ['bigint unsigned', ['18446744073709551615', ...numbers(200, 15)]],
    ]
    for (const [type, values] of cases) {
      const fakes = maskColumn(values, { mask: 'digits', type })
      expectOneToOne(values, fakes)
      expect(fakes.map(({ length }) => length)).toEqual(values.map(({ length }) => length))
    }
  })

  it('under every rule that unique columns may have, beside all real values of the column', () => {
    const values = Array.from({ length: 5000 }, (_, n) => String(200_000 + n * 2))
    for (const key of keys)
      for (const mask of ['digits', 'email', 'username', 'hash'])
        expectOneToOne(values, maskColumn(values, { mask, key, type: 'varchar(32)' }))
  })

  it('under digits for any text, so that what is kept of it tells them apart', () => {
    const text = fc.stringMatching(/^[A-C]{0,2}[- ]?[0-9]{0,7}[- ]?[0-9]{0,4}$/)
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 2, maxLength: 40 }), fc.nat(3), (values, key) => {
        expectOneToOne(values, maskColumn(values, { mask: 'digits', key }))
      }),
      { numRuns: 40 },
    )
  })
})

describe('digits', () => {
  it('gives no fake that is real, as long as there is room', () => {
    const values = Array.from({ length: 10_000 }, (_, n) => String(n * 10 + 3).padStart(5, '0'))
    const real = new Set(values)
    // One in 100,000 finds no partner in the steps that are tried.
    expect(maskColumn(values, { mask: 'digits' }).filter((fake) => real.has(fake)).length).toBeLessThan(5)
  })

  it('replaces digits of every script by others of the same, and words in place of a number as a whole', () => {
    const [arabic, wide, mixed, words, dash] = maskColumn(
      ['٠١٢٣٤٥٦٧', '１２３４５６７', 'a१२३b4', 'ask at the desk', ' - '],
      {
        mask: 'digits',
      },
    )
    expect(arabic).toMatch(/^[\u0660-\u0669]{8}$/)
    expect(wide).toMatch(/^[\uff10-\uff19]{7}$/)
    expect(mixed).toMatch(/^a[\u0966-\u096f]{3}b\d$/)
    expect(words).toMatch(/^[0-9a-z]{13}$/)
    expect(dash).toBe(' - ')
  })
})

describe('FF1', () => {
  // Samples 1, 2, 7 and 8 that NIST publishes with SP 800-38G.
  it.each([
    ['2B7E151628AED2A6ABF7158809CF4F3C', '', '2433477484'],
    ['2B7E151628AED2A6ABF7158809CF4F3C', '39383736353433323130', '6124200773'],
    ['2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94', '', '6657667009'],
    ['2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94', '39383736353433323130', '1001623463'],
  ])('encrypts as the standard does under key %s and tweak "%s"', (key, tweak, encrypted) => {
    const ff1 = createFf1(Buffer.from(key, 'hex'), Buffer.from(tweak, 'hex'))
    expect(ff1.encrypt('0123456789')).toBe(encrypted)
    expect(ff1.decrypt(encrypted)).toBe('0123456789')
  })

  it('short strings, whose AES is our own, are encrypted as OpenSSL does it: of every length, forth and back', () => {
    const digits = fc
      .integer({ min: 2, max: 18 })
      .chain((length) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`)))
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), digits, (key, text) => {
        const [short, long] = [createFf1(key), createLongFf1(key)]
        const encrypted = short.encrypt(text)
        expect(encrypted).toBe(long.encrypt(text))
        expect(short.decrypt(encrypted)).toBe(text)
      }),
      { numRuns: 500 },
    )
    for (const size of [16, 24, 32]) {
      const key = Uint8Array.from({ length: size }, (_, at) => at * 37)
      const aes = new AesBlock(key)
      aes.encrypt(0x01234567, -2, 3, 0x7654_3210)
      const expected = createCipheriv(`aes-${size * 8}-ecb`, key, null).update(
        '01234567fffffffe0000000376543210',
        'hex',
      )
      expect([...aes.out]).toEqual([0, 4, 8, 12].map((at) => expected.readInt32BE(at)))
    }
  })

  it('undoes itself for strings of every length up to 130 digits', () => {
    const ff1 = createFf1(new Uint8Array(32).fill(9))
    for (let length = 2; length <= 130; length++) {
      const digits = '8'.repeat(length)
      expect(ff1.decrypt(ff1.encrypt(digits))).toBe(digits)
    }
  })
})
