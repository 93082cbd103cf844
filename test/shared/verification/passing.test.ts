import { expect, it } from 'vitest'
import { covers, lineFor } from '../../../shared/verification/coincidences.ts'
import { crowdsOf, isCrowd } from '../../../shared/verification/crowds.ts'
import { type Evidence, type PlaceKind, passReason } from '../../../shared/verification/passing.ts'
import { hasNoAddress, isPlainCell } from '../../../shared/verification/plain-words.ts'
import type { Recognised } from '../../../shared/verification/scan.ts'

const value: Recognised = {
  ...{ place: 'tags.tag', masked: false, hi: 1, lo: 2, words: 1, length: 8, hasDigit: false },
  ...{ count: 2, again: 0, whole: 2, plain: true, drawable: false },
  ...{ of: 'users.username', kind: 'identifying', ruleKind: 'identifying', leak: true },
}
const evidence: Evidence = {
  runId: 'r1',
  stood: () => ({ count: 2, whole: 2 }),
  wasOriginal: () => false,
  wasMasked: () => true,
  wasPassed: () => false,
}
const phrase = { whole: 0, words: 2 }

it.each<[string, boolean, Partial<Recognised>, PlaceKind, Partial<Evidence>]>([
  ['a whole cell that stood there', true, {}, 'things', {}],
  ['a whole cell that comes more often', true, { count: 9, whole: 9 }, 'things', {}],
  ['a whole cell in a table about people', true, {}, 'beside', {}],
  ['a whole cell of a column of people', false, {}, 'people', {}],
  ['what did not stand there', false, {}, 'things', { stood: () => ({ count: 0, whole: 0 }) }],
  ['what was a real value then', false, {}, 'things', { wasOriginal: () => true }],
  ['what nobody masked then', false, {}, 'things', { wasMasked: () => false }],
  ['what was let stand then', true, {}, 'things', { wasPassed: () => true, wasOriginal: () => true }],
  ['a phrase that stood there', true, phrase, 'things', {}],
  ['a phrase that comes more often', false, { ...phrase, count: 3 }, 'things', {}],
  ['a phrase in a table about people', false, phrase, 'beside', {}],
  ['a word of a definition', true, {}, 'definition', {}],
  ['a word that a definition holds more often', false, { count: 3, whole: 3 }, 'definition', {}],
  ['an address or a value with digits', false, { plain: false }, 'things', {}],
  ['a real value in a masked column', false, { masked: true }, 'things', {}],
])('%s may stand: %s', (_, may, facts, place, known) => {
  expect(passReason({ ...value, ...facts }, place, { ...evidence, ...known }) !== null).toBe(may)
})

it('takes words and sentences for plain, and no address, number or user name', () => {
  const plain = (text: string) => isPlainCell(Buffer.from(text), 0, Buffer.byteLength(text))
  expect(['Wireless', 'How do I return it?', 'Crème brûlée', 'Sold out.'].map(plain)).toEqual(Array(4).fill(true))
  expect(['kit.lane', 'blue_bird', 'a@b', 'room 4', 'a/b', 'a.b'].map(plain)).toEqual(Array(6).fill(false))
  expect(hasNoAddress(Buffer.from('to a@b'), 0, 6)).toBe(false)
})

it('counts single names as a crowd by their share, and common places only beside people', () => {
  const names = (count: number, facts: Partial<Recognised> = {}) =>
    Array.from({ length: count }, (_, lo) => ({ ...value, lo, leak: false, ruleKind: 'name', ...facts }) as Recognised)
  expect([isCrowd(names(3), 6), isCrowd(names(3), 7), isCrowd(names(2), 2)]).toEqual([true, false, false])
  expect([isCrowd(names(5), 15), isCrowd(names(5), 16)]).toEqual([true, false])
  const places = names(5, { ruleKind: 'common' })
  expect([true, false].map((beside) => crowdsOf(places, () => beside).length)).toEqual([1, 0])
  expect(crowdsOf(names(5, { masked: true }), () => true)).toEqual([])
})

it('writes a line that covers what was found and not one more', () => {
  const found = { in: 'a.b', of: 'c.d', what: 'a single word', outcome: 'refused', reason: '' } as const
  const once = lineFor({ ...found, cells: 2, values: 2 })
  const often = lineFor({ ...found, cells: 9, values: 2 })
  expect([covers(once, { cells: 2, values: 2 }), covers(once, { cells: 3, values: 2 })]).toEqual([true, false])
  expect([covers(often, { cells: 99, values: 2 }), covers(often, { cells: 9, values: 3 })]).toEqual([true, false])
})
