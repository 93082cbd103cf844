import { expect, it } from 'vitest'
import { count, duration, plural, size } from '../../../cli/display/quantity.ts'

it.each([
  [duration(0.04), '0.0 s'],
  [duration(9.96), '10 s'],
  [duration(59.7), '1 min'],
  [duration(200), '3 min 20 s'],
  [duration(7500), '2 h 5 min'],
  [duration(7199), '2 h'],
  [size(999), '999 B'],
  [size(999_600), '1.0 MB'],
  [size(1_250_000), '1.3 MB'],
  [size(35_000_000_000), '35 GB'],
  [count(1234567), '1,234,567'],
  [plural(1, 'row'), '1 row'],
  [plural(0, 'row'), '0 rows'],
])('%s reads like %s', (shown, expected) => {
  expect(shown).toBe(expected)
})
