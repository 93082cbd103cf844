import { describe, expect, it } from 'vitest'
import { factsOf, type RunIndex } from '../../../../shared/audit/index/facts.ts'
import { indexPage } from '../../../../shared/audit/index/index-page.ts'
import { daysOf } from '../../../../shared/audit/index/nights.ts'
import type { AuditRecord } from '../../../../shared/audit/record.ts'
import { sampleRecord } from '../sample-record.ts'

const noon = '2026-11-28T12:00:00.000Z'

describe('the index of all records', () => {
  it('shows each night of the calendar, those without a published run by their date, up to the day on which it is made', () => {
    const runs = [night(27, { outcome: 'refused' }), night(24), night(23, { dataset: 'recent' })].map(facts)
    expect(daysOf(runs, noon).map(({ date, state }) => `${date} ${state}`)).toEqual([
      ...['2026-11-24 published', '2026-11-25 none', '2026-11-26 none', '2026-11-27 refused', '2026-11-28 none'],
    ])
    expect(textOf(of(runs))).toContain('newest first: 2026-11-28 (no run), 2026-11-27 (refused), 2026-11-26 (no run)')
    expect(daysOf([facts(night(24)), facts(night(1, {}, '2020-01'))], noon)).toHaveLength(371)
  })

  it('says which run staging serves by the record that ended last, also after a rollback, and not of a dataset', () => {
    const back = {
      kind: 'rollback',
      outcome: 'rolled-back',
      change: { from: 'run-25', to: 'run-24', reason: null },
    } as const
    const runs = [night(27, { dataset: 'recent' }), night(26, back), night(25), night(24)].map(facts)
    expect(textOf(of(runs))).toMatch(/run-24 is what shop_staging serves, by a rollback/)
    expect(textOf(of(runs.slice(2)))).toMatch(/run-25 is what shop_staging serves its night/)
    expect(textOf(of(runs.slice(0, 2)))).toContain('its record is not listed here')
  })

  it('leads from each run to its page and its record, and from a run to the one after it', () => {
    const made = of([facts(night(25)), facts(night(24))])
    for (const told of ['href="2026/11/25/run-25.html"', 'href="2026/11/25/run-25.json"', 'id="after-run-24"'])
      expect(made).toContain(told)
    expect(made).not.toContain('after-run-25')
  })

  it('tells what cannot be read and what is not listed', () => {
    const told = textOf(indexPage({ runs: [], unreadable: ['2026/11/24/x.json'], older: 3 }, noon))
    expect(told).toContain('Cannot be read, so it is not told what became of it: 2026/11/24/x.json.')
    expect(told).toContain('3 older records are not listed here')
  })

  it('runs no script whatever runs are called, and takes 400 nights to less than 300 kB', () => {
    const hostile = of([facts(night(24, { runId: '<script>alert(1)</script>', dataset: '"><img src=x>' }))])
    expect(hostile).not.toMatch(/<script|<img|style="/)
    const many = Array.from({ length: 400 }, (_, at) => facts(night(1 + (at % 28), { runId: `night-2026112501${at}` })))
    expect(of(many).length).toBeLessThan(300_000)
  })
})

function night(day: number, changes: Partial<AuditRecord> = {}, month = '2026-11'): AuditRecord {
  const date = `${month}-${String(day).padStart(2, '0')}`
  return sampleRecord({
    ...{ runId: `run-${day}`, startedAt: `${date}T01:00:00.000Z`, endedAt: `${date}T01:01:00.000Z` },
    ...changes,
  })
}

function facts(record: AuditRecord) {
  return factsOf(record, `${record.startedAt.slice(0, 10).replaceAll('-', '/')}/${record.runId}`)
}

function of(runs: RunIndex['runs']): string {
  return indexPage({ runs, unreadable: [], older: 0 }, noon)
}

function textOf(made: string): string {
  return made
    .replaceAll(/<(style|title)>.*?<\/\1>/gs, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([.,])/g, '$1')
}
