import { expect, it } from 'vitest'
import { FrequentValues } from '../../../../shared/masking/digests/frequent-values.ts'
import { mostFrequent, ValueProfile } from '../../../../shared/masking/digests/value-profile.ts'

/** Numbers that look like digests, the same each time. */
function* digests(seed: number): Generator<number> {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    yield (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) ^ (state >>> 12)) >>> 0
  }
}

/** Of each chunk a few values that come often, in many that come once. */
const chunks = Array.from({ length: 4 }, (_, n) => {
  const some = digests(n + 1)
  return Array.from({ length: 20_000 }, (_, at) => (at % 10 < 4 ? 4_000_000_000 + (at % 10) : some.next().value))
})

it('counts of the most frequent values are exact where there is room, and else at most as much too low as is said', () => {
  const few = new FrequentValues()
  for (let at = 0; at < 7_000; at++) few.add(at % 7 < 3 ? 5 : at % 700)
  expect([few.top(2), few.missed]).toEqual([[3_010, 10], 0])

  const merged = new FrequentValues()
  const exact = new Map<number, number>()
  for (const chunk of chunks) {
    const own = new FrequentValues()
    for (const digest of chunk) {
      own.add(digest)
      exact.set(digest, (exact.get(digest) ?? 0) + 1)
    }
    merged.merge(own.store())
  }
  const naive = [...exact.values()].sort((a, b) => b - a)
  const told = merged.top(4)
  expect(merged.missed).toBeGreaterThan(0)
  expect(merged.missed).toBeLessThan(800)
  for (const [at, count] of told.entries()) {
    expect(count).toBeLessThanOrEqual(naive[at]!)
    expect(count + merged.missed).toBeGreaterThanOrEqual(naive[at]!)
  }
})

it('a value that is frequent in one chunk alone is not told too high, nor lower than is said, and lengths merge', () => {
  const profiles = [0, 1].map((n) => {
    const profile = new ValueProfile()
    for (let at = 0; at < 100; at++) profile.add(10 + n, 7, at < 40 ? 1 + n : 1_000 * (n + 1) + at)
    return profile
  })
  const all = new ValueProfile()
  for (const profile of profiles) all.merge(profile.distinct(), profile.stored())
  const stored = all.stored()
  expect(stored).toMatchObject({ cells: 200, shortest: 10, longest: 11, bytes: 2_100 })
  const { counts, missed } = mostFrequent(stored, 3)
  // Each has 61 different values, all of which are stored.
  expect([counts, missed]).toEqual([[40, 40, 1], 0])
  const many = new ValueProfile()
  for (let at = 0; at < 70; at++) for (let n = 0; n < 3; n++) many.add(1, 0, at * 6e7)
  many.merge(many.distinct(), many.stored())
  // 64 of 70 are stored of each chunk: one of the others may be three too low in it.
  expect(mostFrequent(many.stored(), 1)).toEqual({ counts: [6], missed: 3 })
})
