import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { exitCodes } from '../../cli/exit-codes.ts'
import { nightmask } from '../e2e/nightmask.ts'

describe('wrong usage', () => {
  it.each([
    [['run', '--worker', '2'], "Unknown option '--worker'. Did you mean --workers?"],
    [
      ['run', '--workers', '0'],
      "Option '--workers <N>' argument '0' is invalid. It has to be a whole number of at least 1.",
    ],
    [
      ['run', '--workers', '100000'],
      "Option '--workers <N>' argument '100000' is invalid. It has to be a whole number from 1 to 1024.",
    ],
    [['rnu'], "Unknown command 'rnu'. Did you mean run?"],
    [['init'], "Required option '--source <URL>' not specified."],
    [
      ['init', '--source', 'mysql://a/b', '--locale', 'deutsch'],
      "--locale deutsch: it has to be one of faker's, such as de or pt_BR.",
    ],
    [
      ['init', '--source', 'mysql://a/b', '--locale', 'dee'],
      "--locale dee: it has to be one of faker's, such as de or pt_BR (de?).",
    ],
    [
      ['init', '--source', 'mysql://a/b', '--out', 'package.json/x'],
      'package.json/x: nothing can be written there (ENOTDIR); choose another folder with --out.',
    ],
    [['key'], 'A command is missing: name one of those above.'],
    [['verify', 'yesterday'], "Too many arguments for 'verify'. Expected 0 arguments but got 1: yesterday."],
  ])('%j ends with exit code 2 and one sentence', async (args, sentence) => {
    const { exitCode, stdout, stderr } = await nightmask(...args)
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(`nightmask: ${sentence}\n`)
  })

  it('is one JSON value on standard output with --json', async () => {
    const { exitCode, stdout } = await nightmask('run', '--chunk-rows', 'many', '--json')
    expect(exitCode).toBe(2)
    expect(JSON.parse(stdout)).toEqual({
      error: { kind: 'usage', message: expect.stringContaining("'--chunk-rows <N>' argument 'many' is invalid") },
    })
  })
})

describe('the exit codes', () => {
  it('stand in --help, of the program and of each command, and in the README', async () => {
    const readme = readFileSync('README.md', 'utf8')
    for (const args of [['--help'], ['run', '--help'], ['audit', 'show', '--help']]) {
      const { exitCode, stdout } = await nightmask(...args)
      expect(exitCode).toBe(0)
      for (const { code, meaning } of exitCodes) expect(stdout).toMatch(new RegExp(`^ +${code} +${meaning}$`, 'm'))
    }
    for (const { code, meaning } of exitCodes)
      expect(readme).toMatch(new RegExp(`^\\| +${code} +\\| +${meaning} +\\|$`, 'm'))
  })
})
