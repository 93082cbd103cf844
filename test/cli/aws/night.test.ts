import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type NightEstimate, nightOnAws } from '../../../cli/aws/night.ts'
import { nightTable, sizeOf } from '../../../cli/aws/night-table.ts'

describe('what a night costs', () => {
  it('stands in docs/operations.md as the arithmetic says (npm run nights)', () => {
    const [, table] =
      /<!-- nights -->\n([\s\S]*?)\n<!-- \/nights -->/.exec(readFileSync('docs/operations.md', 'utf8')) ?? []
    expect(table?.split('\n')).toEqual(nightTable())
  })

  it('keeps every call of a function within fifteen minutes from 10 GB to 10 TB', () => {
    for (const gigabytes of [10, 100, 1_000, 10_000])
      expect(nightOnAws(sizeOf(gigabytes * 1e9, 200, 16)).longestMinutes).toBeLessThan(15)
  })

  it('takes less time with more readers, and never less money for more rows', () => {
    const [few, many] = [8, 32].map((readers) => nightOnAws(sizeOf(1e12, readers, 4)))
    expect(many!.totalHours).toBeLessThan(few!.totalHours)
    const [small, large] = [1e11, 1e12].map((bytes) => nightOnAws(sizeOf(bytes, 8, 2)))
    for (const part of Object.keys(small!.dollars) as (keyof NightEstimate['dollars'])[])
      expect(large!.dollars[part], part).toBeGreaterThan(small!.dollars[part])
  })
})
