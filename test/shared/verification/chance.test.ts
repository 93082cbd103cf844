import { expect, it } from 'vitest'
import { chanceFinds, numberId } from '../../../shared/verification/chance.ts'

/** Numbers of eight digits that begin with the same three: 100,000 of them. */
const of = 8_123
const space = 1e5

/** Whether as many different numbers found among so many cells are taken for chance. */
function isChance(found: number, cells: number, searchedFor: number): boolean {
  const numbers = Array.from({ length: found }, (_, lo) => ({
    ...{ place: 'orders.ref', hi: 1, lo, count: 1, number: { of, inRow: false } },
  }))
  const chance = chanceFinds(numbers, [['orders.ref', of, cells]], new Map([[of, searchedFor]]))
  expect([0, found]).toContain(chance.size)
  return chance.size > 0
}

/** By the definition, in logarithms: the sum of all probabilities of so many or more. */
function tail(count: number, expected: number): number {
  let logFactorial = 0
  for (let n = 2; n <= count; n++) logFactorial += Math.log(n)
  let sum = 0
  for (let n = count; n < count + 2_000; n++) {
    sum += Math.exp(n * Math.log(expected) - expected - logFactorial)
    logFactorial += Math.log(n + 1)
  }
  return sum
}

it('numbers are taken for chance where a naive sum of the Poisson distribution gives more than one in a hundred', () => {
  for (const expected of [0.001, 0.009, 0.02, 0.15, 1, 5, 30, 120, 199])
    for (const found of [1, 2, 3, 5, 8, 13, 21, 40, 60, 120, 150, 190, 240, 300]) {
      const probability = tail(found, expected)
      if (Math.abs(probability - 0.01) < 1e-9) continue
      expect([expected, found, isChance(found, (expected * space) / 50, 50)]).toEqual([
        ...[expected, found],
        probability > 0.01,
      ])
    }
})

it('of as many as hundreds that are expected, a fifth more is still chance, and half as many again is not', () => {
  expect(isChance(1_150, 2e6, 50)).toBe(true)
  expect(isChance(1_500, 2e6, 50)).toBe(false)
})

it('drawn at random, numbers are taken for chance in all but one of a hundred cases', () => {
  let state = 1
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  let taken = 0
  for (let trial = 0; trial < 300; trial++) {
    const real = new Set(Array.from({ length: 200 }, () => random(space)))
    const cells = Array.from({ length: 800 }, () => random(space))
    const found = new Set(cells.filter((number) => real.has(number))).size
    if (found === 0 || isChance(found, cells.length, real.size)) taken++
  }
  expect(taken).toBeGreaterThanOrEqual(294)
})

it('numbers of a row of which most are real say nothing however few they are, others of the place do', () => {
  const number = (lo: number, inRow: boolean) => ({ place: 't.n', hi: 9, lo, count: 1, number: { of, inRow } })
  const found = [number(1, true), number(2, false)]
  expect([...chanceFinds(found, [['t.n', of, 2]], new Map([[of, 1]]))]).toEqual([numberId(found[0]!)])
})
