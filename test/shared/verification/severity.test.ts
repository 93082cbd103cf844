import { expect, it } from 'vitest'
import { type Hit, isLeak } from '../../../shared/verification/severity.ts'

const hit: Hit = {
  kind: 'identifying',
  words: 1,
  length: 8,
  inMaskedColumn: false,
  inPool: () => false,
  hasDigit: false,
}

it.each<[string, Partial<Hit>, boolean]>([
  ['an address in kept text', { words: 6, length: 30 }, true],
  ['a short code in kept text', { length: 5 }, false],
  ['a short code in a masked column', { length: 5, inMaskedColumn: true }, true],
  ['a full name in kept text', { kind: 'name', words: 2 }, true],
  ['a single name in kept text', { kind: 'name' }, false],
  ['a single name of the pool in a masked column', { kind: 'name', inMaskedColumn: true, inPool: () => true }, false],
  ['a single name in a masked column', { kind: 'name', inMaskedColumn: true }, true],
  ['a passage that somebody wrote', { kind: 'text', words: 5 }, true],
  ['a phrase that anybody would write', { kind: 'text', words: 3 }, false],
  ['a number that somebody wrote', { kind: 'text', words: 3, length: 11, hasDigit: true }, true],
  ['a sentence of the pool', { kind: 'text', words: 6, inPool: () => true }, false],
  ['a city', { kind: 'common', words: 2, inMaskedColumn: true }, false],
])('%s is judged for what it tells of somebody', (_, facts, leak) => {
  expect(isLeak({ ...hit, ...facts })).toBe(leak)
})
