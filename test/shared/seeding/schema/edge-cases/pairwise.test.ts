import fc from 'fast-check'
import { expect, it } from 'vitest'
import { regexValues } from '../../../../../shared/seeding/schema/domains/regex-values.ts'
import { pairwise } from '../../../../../shared/seeding/schema/edge-cases/pairwise.ts'

it('every two columns meet in every combination of their levels, in few rows', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 12 }), (levels) => {
      const rows = pairwise(levels)
      const largest = levels.toSorted((a, b) => b - a)
      expect(rows.length).toBeLessThanOrEqual(3 * largest[0]! * largest[1]!)
      for (const [a, countA] of levels.entries())
        for (const [b, countB] of levels.entries())
          if (a < b) expect(new Set(rows.map((row) => `${row[a]} ${row[b]}`)).size).toBe(countA * countB)
    }),
  )
})

it('a regular expression counts the texts that it matches', () => {
  for (const pattern of ['^[A-Z]{2}-?[0-9]{2}$', '^(new|old)+$', '[[:alpha:]]\\d{1,2}', '^a|b|c$', '^\\+49 \\d$']) {
    const values = regexValues(pattern, false)!
    const number = values.count > 500n ? 500n : values.count
    const texts = Array.from({ length: Number(number) }, (_, at) => values.nth((BigInt(at) * values.count) / number))
    for (const text of texts)
      expect(text.replaceAll('[[:alpha:]]', '[a-z]')).toMatch(new RegExp(pattern.replace('[[:alpha:]]', '[A-Za-z]')))
    expect(new Set(texts).size).toBeGreaterThan(texts.length * 0.9)
  }
  expect(regexValues('(?=x)y', false)).toBeNull()
})
