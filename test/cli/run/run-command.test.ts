import { expect, it } from 'vitest'
import { runCommand } from '../../../cli/run/run-command.ts'

const run = (command: string, minutes = 1, signal = new AbortController().signal) =>
  runCommand(command, { PATH: process.env.PATH ?? '', GREETING: 'hello' }, minutes, signal)

it('a command has the environment that it is given and no other, and its end and output are told', async () => {
  const { exitCode, output } = await run('echo "$GREETING,$HOME"; echo oops >&2; exit 4')
  expect([exitCode, output.toSorted()]).toEqual([4, ['', 'hello,', 'oops']])
  expect((await run('kill -9 $$')).exitCode).not.toBe(0)
})

it('a command that takes too long is ended with all that it started, and so is one that is interrupted', async () => {
  const started = performance.now()
  expect((await run('sleep 30 & sleep 30; wait', 0.005)).exitCode).toBe(null)
  await expect(run('sleep 30', 1, AbortSignal.timeout(100))).rejects.toMatchObject({ kind: 'interrupted' })
  expect(performance.now() - started).toBeLessThan(10_000)
})
