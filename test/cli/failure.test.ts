import { expect, it } from 'vitest'
import { plainLook } from '../../cli/display/look.ts'
import { explain, failureJson, failureLines } from '../../cli/failure.ts'
import { listProblems, UsageError } from '../../shared/errors.ts'

it('tells neither the message nor the stack of an error that nightmask did not write', () => {
  const foreign = Object.assign(new TypeError("Incorrect value 'ann@example.com' for column"), { code: 'ER_X' })
  const failure = explain(foreign)
  const told = [...failureLines(failure, plainLook(80)), JSON.stringify(failureJson(failure))].join('\n')
  expect(told).not.toMatch(/ann@|Incorrect|\n +at /)
  expect(told).toMatch(/unexpected TypeError \(ER_X\) at \S*test\.ts:\d+/)
  expect(failureJson(failure).error.kind).toBe('failed')
})

it('gives each of several problems a line of its own', () => {
  const message = listProblems('policy.yaml', [
    'line 7, users.ssn is not classified',
    'line 9, users.email: unknown transformer',
  ])
  expect(failureLines(new UsageError(message), plainLook(80)).slice(0, 3)).toEqual([
    'nightmask: policy.yaml: 2 problems',
    '  - line 7, users.ssn is not classified',
    '  - line 9, users.email: unknown transformer',
  ])
})
