import { describe, expect, it } from 'vitest'
import { afterNight } from '../../../shared/audit/after-night.ts'
import type { AuditRecord } from '../../../shared/audit/record.ts'
import { compareServing, describeServing } from '../../../shared/audit/serving.ts'
import { sampleRecord } from './sample-record.ts'

const at = (hour: number) => `2026-11-25T0${hour}:00:00.000Z`
const run = (runId: string, hour: number, changes: Partial<AuditRecord> = {}) =>
  sampleRecord({ runId, endedAt: at(hour), ...changes })
const rollback = (runId: string, hour: number, from: string, to: string) =>
  run(runId, hour, {
    ...{ kind: 'rollback', outcome: 'rolled-back', by: 'ana@host' },
    ...{ change: { from, to, reason: null }, serves: { runId: to, readAt: at(hour) } },
  })

describe('what staging serves, beside what the records say', () => {
  it('needs no word when it is what was published last, also by records of before, which do not say what was read', () => {
    expect(compareServing('b', [run('a', 1), run('b', 2)], true)).toEqual([])
    const refused = run('c', 3, { outcome: 'refused', serves: { runId: 'b', readAt: at(3) } })
    expect(compareServing('b', [run('b', 2), refused], true)).toEqual([])
    expect(compareServing(null, [], false)).toEqual([])
  })

  it('is told when a rollback made it another run than the one published last, and by whom', () => {
    const [said, ...more] = compareServing('a', [run('a', 1), run('b', 2), rollback('r', 3, 'b', 'a')], true)
    expect(more).toEqual([])
    expect(said).toContain('serves run a, not run b, which was published last: it was rolled back by ana@host, see r')
  })

  it('is told when nothing describes it, when it was changed without a record, and when its marker is gone', () => {
    expect(compareServing('x', [run('a', 1)], false)).toEqual(['Staging serves run x, which no record here describes.'])
    expect(compareServing('x', [], false)).toHaveLength(1)
    expect(compareServing('a', [run('a', 1), run('b', 2)], true)[0]).toContain(
      '(run b, ended 2026-11-25 02:00 UTC) it served run b: it was changed without a record since',
    )
    expect(compareServing(null, [run('a', 1)], false)[0]).toContain('it was replaced without a record')
  })

  it('is known from a run that was killed after its swap, although it is not recorded as published', () => {
    const dead = run('b', 2, { outcome: 'abandoned', publication: null, serves: { runId: 'b', readAt: at(2) } })
    expect(compareServing('b', [run('a', 1), dead], true)).toEqual([
      'Staging serves run b, not run a, which was published last.',
    ])
    expect(describeServing(dead)).toBe('Staging was read to serve this run.')
  })

  it('is never said of a record for which nobody looked', () => {
    expect(describeServing(run('a', 1, { outcome: 'failed', serves: null }))).toBe(
      'What staging serves was not read then.',
    )
    expect(describeServing(run('a', 1, { outcome: 'failed', publication: null }))).toBe('It noted no publication.')
  })
})

it('what came after a night is told in the order in which it ended: rollbacks and datasets, no other night of before', () => {
  const dataset = run('d', 3, { dataset: 'recent' })
  expect(afterNight(run('b', 2), [run('a', 1), dataset, rollback('r', 4, 'b', 'a')])).toEqual([
    'dataset recent, d published',
    'rolled back to run a by ana@host (r)',
  ])
})
