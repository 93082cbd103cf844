import { expect, it } from 'vitest'
import { mostThreads, threadsFor, whyFewer } from '../../../cli/run/thread-pool.ts'

it('a thousand workers are asked for in vain: a thousand threads would take fifty gigabytes', () => {
  expect(threadsFor(1000)).toBe(mostThreads())
  expect(mostThreads()).toBeLessThanOrEqual(16)
  expect(threadsFor(1)).toBe(1)
  expect(threadsFor(null)).toBeNull()
  expect(whyFewer(1000, mostThreads())).toMatch(/^--workers 1000: \d+ are used, more do not help on \d+ cores?\.$/)
  expect(whyFewer(3, 1)).toBe('--workers 3: 1 is used, one for each chunk.')
})
