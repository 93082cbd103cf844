import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { changedShare } from '../../../cli/aws/changed-share.ts'
import { type NightEstimate, nightOnAws } from '../../../cli/aws/night.ts'
import { nightTable, sizeOf } from '../../../cli/aws/night-table.ts'
import { unfit } from '../../../cli/aws/plan-aws.ts'
import { assumedPrices, type Price, prices, rates } from '../../../cli/aws/prices.ts'
import { plainLook } from '../../../cli/display/look.ts'
import { awsNightLines } from '../../../cli/summary/aws-night.ts'

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

  it('is refused by the plan where it is longer than it may be, in a sentence that says what helps', () => {
    const planned = (gigabytes: number, readers: number, writers: number, longestHours: number) => {
      const size = sizeOf(gigabytes * 1e9, readers, writers)
      return unfit({ ...nightOnAws(size), chunks: size.chunks, longestHours })
    }
    expect(planned(100, 8, 2, 11)).toBeNull()
    expect(planned(1_000, 32, 4, 11)).toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(
        /takes about 14 h, and deploy\.longest_hours ends it after 11: set it to 14 or more/,
      ),
    })
    expect(planned(1_000, 32, 4, 14)).toBeNull()
    expect(planned(10_000, 200, 16, 58)?.message).toMatch(/\(58 at the most\): the indexes of the largest table alone/)
    expect(planned(10_000, 8, 2, 58)?.message).toMatch(/more deploy\.readers and deploy\.writers/)
  })

  it('overlaps reading and loading: rows are there when the slower of both is done, and not after both', () => {
    const transfer = (readers: number, writers: number) => nightOnAws(sizeOf(1e12, readers, writers)).hours.transfer
    for (const [readers, writers] of [[32, 4] as const, [8, 8] as const]) {
      const [read, load] = [transfer(readers, 1e4), transfer(1e4, writers)]
      expect(transfer(readers, writers)).toBeCloseTo(Math.max(read, load), 1)
    }
  })

  it('says of each price where it was read, or on the screen that it is assumed', () => {
    for (const { of, source } of Object.values<Price>(prices))
      expect(source === null ? assumedPrices : [source], of).toContain(source ?? of)
    expect(assumedPrices).toEqual(["an hour of a clone's db.r8g.large"])
    const night = { ...nightOnAws(sizeOf(1e11, 8, 2)), chunks: 1, longestHours: 11, byChanges: null }
    const screen = awsNightLines(night, plainLook(100)).join(' ').replaceAll(/\s+/g, ' ')
    for (const assumed of assumedPrices) expect(screen).toContain(assumed)
  })

  it('by changes costs what the last record says was masked, written and searched, and what reads all of it', () => {
    const table = (name: string, rowsRead: number, changes?: object) =>
      ({ table: name, rowsRead, rowsLoaded: rowsRead, ...(changes ? { changes } : {}) }) as never
    const tables = [table('orders', 900, { written: 18, removed: 2 }), table('visits', 100)]
    const reused = { rows: 800, oldest: 'a', searched: 500, oldestSearch: 'a' }
    const refresh = { kind: 'changes', why: null, base: 'a', nights: 1, whole: [{ table: 'visits', why: 'x' }], reused }
    const changed = changedShare({ tables, refresh } as never)!
    expect(changed).toEqual({ masked: 0.2, written: 0.12, searched: 0.5, largestWhole: 100 })
    expect(changedShare({ tables, refresh: { ...refresh, kind: 'full' } } as never)).toBeNull()
    const size = sizeOf(1e11, 8, 2)
    const [full, by] = [nightOnAws(size), nightOnAws({ ...size, changed })]
    for (const part of ['survey', 'transfer', 'indexes', 'verify'] as const)
      expect(by.hours[part], part).toBeLessThan(full.hours[part])
    expect(by.hours.transfer).toBeGreaterThan(size.bytes / rates.compare / size.readers / 3600)
    expect(by.totalDollars).toBeLessThan(full.totalDollars)
    const night = { ...full, chunks: 1, longestHours: 11, byChanges: { ...by, runId: 'r-1', share: changed } }
    expect(awsNightLines(night, plainLook(100)).join(' ').replaceAll(/\s+/g, ' ')).toMatch(
      /as in run r-1: every row read on both sides, 20 % masked and compared, 12 % written, 50 % searched/,
    )
  })

  it('takes less time with more readers, and never less money for more rows', () => {
    const [few, many] = [8, 32].map((readers) => nightOnAws(sizeOf(1e12, readers, 4)))
    expect(many!.totalHours).toBeLessThan(few!.totalHours)
    const [small, large] = [1e11, 1e12].map((bytes) => nightOnAws(sizeOf(bytes, 8, 2)))
    for (const part of Object.keys(small!.dollars) as (keyof NightEstimate['dollars'])[])
      expect(large!.dollars[part], part).toBeGreaterThan(small!.dollars[part])
  })
})
