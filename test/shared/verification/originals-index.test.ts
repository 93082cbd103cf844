import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DigestFilter } from '../../../shared/masking/digests/digest-filter.ts'
import type { Originals } from '../../../shared/masking/digests/originals.ts'
import { createPseudonymKey } from '../../../shared/masking/digests/subkeys.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import { LeakScanner } from '../../../shared/verification/leak-scanner.ts'
import { OriginalsCensus } from '../../../shared/verification/originals-census.ts'
import { OriginalsIndex } from '../../../shared/verification/originals-index.ts'
import { Recognition } from '../../../shared/verification/recognition.ts'
import type { Sighting } from '../../../shared/verification/scan.ts'

const key = createPseudonymKey(new Uint8Array(32))
const plan = { tables: [], locale: 'en' } as unknown as Plan

function censusOf(...originals: Originals[]): OriginalsCensus {
  const census = new OriginalsCensus()
  for (const chunk of originals) census.add([chunk])
  return census
}

function kindOf(...originals: Originals[]): string | undefined {
  return censusOf(...originals)
    .columns()
    .find(({ place }) => place === 'people.gender')?.kind
}

const chunk = (kind: Originals['kind'], cells: number, column = 'gender'): Originals => ({
  ...{ keyId: key.originalsId, table: 'people', column, kind, read: cells, cells },
  digests: Uint32Array.of(1, 2, 3, 4),
  openers: new Uint32Array(),
})
const sighting = (hi: number, lo: number, count = 1): Sighting => ({
  ...{
    place: 'notes.text',
    masked: false,
    hi,
    lo,
    words: 2,
    length: 12,
    hasDigit: false,
    count,
    again: 0,
    whole: count,
    plain: true,
    drawable: false,
  },
})

it('takes values that many rows share for common, whatever their rule says', () => {
  expect(kindOf(chunk('text', 2))).toBe('text')
  expect(kindOf(chunk('text', 1000))).toBe('common')
  expect(kindOf(chunk('identifying', 12), chunk('identifying', 40))).toBe('common')
  expect(kindOf(chunk('identifying', 12), chunk('identifying', 2))).toBe('identifying')
})

it('takes addresses and phone numbers for somebody’s, however many rows share one', () => {
  expect(kindOf({ ...chunk('identifying', 1000), contacts: 2 })).toBe('identifying')
})

it('leaves names to their pool: many share a first name, and it is one all the same', () => {
  expect(kindOf(chunk('name', 1000))).toBe('name')
})

it('recognises what is an original, in the strictest of its columns, and nothing else that passed the filter', () => {
  const originals = [chunk('common', 2, 'city'), chunk('identifying', 2, 'email')]
  const census = censusOf(...originals)
  const sightings = [sighting(1, 2, 5), sighting(3, 4), sighting(1, 4), sighting(7, 8)]
  const recognition = new Recognition(plan, key, census, sightings)
  recognition.add(originals)
  const found = recognition.recognised(sightings)
  expect(found.map(({ hi, lo, of, kind, leak, count }) => [hi, lo, of, kind, leak, count])).toEqual([
    [1, 2, 'people.email', 'identifying', true, 5],
    [3, 4, 'people.email', 'identifying', true, 1],
  ])
})

it('filters: what was added is always found, and few others are', () => {
  const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 300 }), (digests) => {
      const filter = new DigestFilter(digests.length)
      for (const [hi, lo] of digests) filter.add(hi, lo)
      const shared = new DigestFilter(filter.shared)
      expect(digests.every(([hi, lo]) => shared.has(hi, lo))).toBe(true)
    }),
  )
  const filter = new DigestFilter(100_000)
  const step = 0x9e3779b1
  for (let n = 0; n < 100_000; n++) filter.add(Math.imul(n, step) >>> 0, Math.imul(n, 0x85ebca6b) >>> 0)
  let passed = 0
  for (let n = 100_000; n < 200_000; n++)
    if (filter.has(Math.imul(n, 0x2c1b3c6d) >>> 0, Math.imul(n, 0x297a2d39) >>> 0)) passed++
  expect(passed).toBeLessThan(1000)
})

it('holds the originals of a run in an index that a scanner shares', () => {
  const index = new OriginalsIndex(censusOf(chunk('name', 2)), [], key)
  index.add([chunk('name', 2)])
  const values = new DigestFilter(index.shared.values)
  expect([values.has(1, 2), values.has(3, 4), values.has(9, 9)]).toEqual([true, true, false])
})

it('never lets originals of one key be searched for, indexed or recognised under another', () => {
  const other = createPseudonymKey(new Uint8Array(32).fill(1))
  const index = new OriginalsIndex(censusOf(chunk('name', 2)), [], key)
  expect(() => new LeakScanner('people', [], index.shared, other)).toThrow(`the key at hand is ${other.id}`)
  expect(() => new OriginalsIndex(censusOf(), [], other).add([chunk('name', 2)])).toThrow(`with the key ${key.id}`)
  expect(() => new Recognition(plan, other, censusOf(), []).add([chunk('name', 2)])).toThrow(`with the key ${key.id}`)
})
