import { expect, it } from 'vitest'
import { plainLook } from '../../cli/display/look.ts'
import { explain, failureJson, failureLines } from '../../cli/failure.ts'
import { listProblems, RefusedError, UsageError } from '../../shared/errors.ts'

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

it('shows the first ten of many problems and every line that answers them, unbroken', () => {
  const problems = Array.from({ length: 12 }, (_, n) => `leaks: tags.tag${n}: 1 cell`)
  const answers = ['accepted:', `  - { in: tags.tag, of: users.username, cells: 1, reason: "${'long '.repeat(30)}" }`]
  const failure = new RefusedError(listProblems('Verification', problems), answers)
  const told = failureLines(failure, plainLook(60))
  expect(told.filter((line) => line.startsWith('  - leaks'))).toHaveLength(10)
  expect(told).toContain('  - and 2 more, in the record and with --json')
  expect(told).toEqual(expect.arrayContaining(answers))
  expect(failureJson(failure).error).toMatchObject({ answers, message: failure.message })
})
