import { expect, it } from 'vitest'
import { KeyFilter, KeyList } from '../../../../shared/masking/people/key-filter.ts'

const keyOf = (n: number) => Math.imul(n, 0x9e3779b1)
const numbers = Array.from({ length: 20_000 }, (_, n) => n)

it('a filter of the keys that several lists have kept finds every key that was added to them', () => {
  const lists = [new KeyList(), new KeyList()]
  for (const n of numbers) lists[n % 3 === 0 ? 0 : 1]!.add(keyOf(n))
  const filter = new KeyFilter()
  for (const list of lists) filter.addAll(list.all())
  expect(numbers.every((n) => filter.has(keyOf(n)))).toBe(true)
  expect(numbers.filter((n) => filter.has(keyOf(n + 1e6))).length).toBeLessThan(200)
})

it('what comes again and again is kept a few thousand times at the most', () => {
  const list = new KeyList()
  for (let round = 0; round < 100; round++) for (let n = 0; n < 1000; n++) list.add(keyOf(n))
  expect(list.all().length).toBeLessThan(5200)
})

it('a filter for so many keys tells them from most others', () => {
  const filter = KeyFilter.of(numbers.length)
  for (const n of numbers) filter.add(keyOf(n))
  expect(numbers.every((n) => filter.has(keyOf(n)))).toBe(true)
  expect(numbers.filter((n) => filter.has(keyOf(n + 1e6))).length).toBeLessThan(numbers.length / 20)
})
