import { describe, expect, it } from 'vitest'
import { countRun } from '../../functions/audit-input.ts'
import { mapsBeside, reachedStep, timingsOf } from '../../functions/entered-steps.ts'
import type { AuditEvent, AuditResult, RunRef } from '../../functions/events.ts'
import { tell } from '../../functions/failure.ts'

const lambda = (errorType: string, errorMessage: string) => ({
  error: errorType,
  cause: JSON.stringify({ errorType, errorMessage, trace: [] }),
})

describe('what the record says of a failed workflow', () => {
  it('is the sentence of the function that failed, with its kind', () => {
    expect(tell(lambda('Uncovered', 'users.ssn is not classified.'), null)).toEqual({
      kind: 'Uncovered',
      sentence: 'users.ssn is not classified.',
    })
  })

  it('is that of the chunk where a map only says that some of its batches failed', () => {
    const map = { error: 'States.ExceedToleratedFailureThreshold', cause: 'The specified threshold was exceeded' }
    expect(tell(map, lambda('Failed', 'users, chunk 3: cut off.')).sentence).toBe('users, chunk 3: cut off.')
    expect(tell(map, null).sentence).toContain('States.ExceedToleratedFailureThreshold')
  })

  it('is AWS’s own name and cause for what no function has said', () => {
    const { kind, sentence } = tell({ error: 'Rds.RdsException', cause: 'Quota exceeded' }, null)
    expect([kind, sentence]).toEqual(['Rds.RdsException', 'AWS ended the run with Rds.RdsException. Quota exceeded'])
  })
})

describe('a run', () => {
  it('that made a dataset is not counted as a night that published', () => {
    const count = (outcome: AuditResult['outcome'], dataset: RunRef['dataset']) =>
      countRun({ outcome, record: '', kind: null, failure: null }, { run: { dataset } } as AuditEvent)
    expect(count('published', null)).toEqual({ RunsPublished: 1 })
    expect(count('published', { name: 'recent', schema: 's' })).toEqual({ DatasetsPublished: 1 })
    expect(count('refused', { name: 'recent', schema: 's' })).toEqual({ RunsRefused: 1 })
    expect(count('interrupted', null)).toEqual({ RunsFailed: 1 })
  })
})

describe('the steps that a workflow has entered', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 25, 3, 30, second)).toISOString()
  const entered = ['Settle', 'Identify', 'Prove', 'Plan', 'Survey', 'Prepare shadow', 'Snapshot', 'Restore rows'].map(
    (state, second) => ({ state, at: at(second) }),
  )
  const timed = (...more: string[]) => {
    const later = more.map((state, second) => ({ state, at: at(second + 10) }))
    const timings = timingsOf([...entered, ...later], { restore: { rows: 7, bytes: 70 } }, new Date(at(20)))
    return timings.map(({ step, milliseconds, rows }) => [step, milliseconds, rows])
  }
  const before = [
    ['plan', 3000, 0],
    ['survey', 1000, 0],
  ]

  it('are timed to the first state of the next step, but for reading and loading, which go on side by side', () => {
    expect(timed()).toEqual([...before, ['snapshot', 14_000, 0], ['restore', 15_000, 7]])
    expect(timed('Snapshot merge', 'Snapshot end', 'Restore indexes', 'Restore keys', 'Seed', 'Verify')).toEqual([
      ...before,
      ['snapshot', 5000, 0],
      ['restore', 9000, 7],
      ['seed', 1000, 0],
      ['verify', 5000, 0],
    ])
  })

  it('tell which maps may have failed: both that were at work side by side', () => {
    expect(mapsBeside('Restore rows')).toEqual(['Snapshot', 'Restore rows'])
    expect(mapsBeside('Snapshot merge')).toEqual(['Snapshot', 'Restore rows'])
    expect(mapsBeside('Restore indexes')).toEqual(['Restore indexes'])
  })

  it('name the step that was reached last, and plan before the first', () => {
    expect(reachedStep(entered)).toBe('restore')
    expect(reachedStep([...entered, { state: 'Confirm', at: at(9) }])).toBe('publish')
    expect(reachedStep([{ state: 'Begin', at: at(0) }])).toBe('plan')
  })
})
