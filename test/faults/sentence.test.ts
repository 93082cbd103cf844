import { expect, it } from 'vitest'
import { claimOf } from '../../faults/oracle/sentence.ts'
import { describeStaging } from '../../shared/steps/describe-staging.ts'

const runId = '20261129-020000-5f3a'
const state = { runId, whole: true, missing: [] as string[], previous: null }

it('understands every sentence in which nightmask says what staging holds, however it is wrapped', () => {
  const told = (sentence: string) => claim(`nightmask: The connection was lost. ${sentence}`)
  expect(told(describeStaging({ state } as never))).toEqual(['run', runId, false])
  const half = { ...state, whole: false, missing: ['trigger seats_taken'] }
  expect(told(describeStaging({ state: half } as never))).toEqual(['run', runId, true])
  expect(told(describeStaging({ state: { ...state, runId: null } } as never))).toEqual(['old', null, false])
  expect(told(describeStaging({ unread: 'staging: cannot connect.' }))).toEqual(['unknown', null, false])
  expect(told('Nothing was written.')).toEqual(['old', null, false])
  expect(told('Put right what is named.')).toEqual(['nothing', null, false])
})

function claim(stderr: string): unknown[] {
  const [plain, wrapped] = [stderr, stderr.replaceAll(' ', '\n')].map((text) => {
    const { says, runId: named, lacks } = claimOf({ stdout: '', stderr: text } as never)
    return [says, named, lacks]
  })
  expect(wrapped).toEqual(plain)
  return plain!
}
