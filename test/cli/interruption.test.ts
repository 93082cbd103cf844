import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { unlessInterrupted, withoutInterruption } from '../../cli/interruption.ts'
import { InterruptedError } from '../../shared/errors.ts'
import { digestsOfAll } from '../e2e/compare.ts'
import type { Outcome } from '../e2e/nightmask.ts'
import { freshShop, succeed } from '../e2e/shop.ts'
import { describeEachServer, runSql } from '../setup/servers.ts'

describeEachServer('Ctrl-C during a run', (server) => {
  it('ends with exit code 130, one JSON value, a record, the old staging and no schema left over', async () => {
    const { source, staging, flags } = await freshShop(server, 0.1)
    await succeed('run', ...flags)
    const old = await digestsOfAll(staging.url)
    const schemasOf = `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${staging.name.replaceAll('_', '\\_')}%' ORDER BY 1`
    const schemas = await runSql(server.url, schemasOf)
    await runSql(source.url, 'UPDATE products SET stock = stock + 1')

    const { exitCode, stdout, stderr } = await interrupted(
      'snapshot',
      1,
      'run',
      ...flags,
      '--chunk-rows',
      '15',
      '--json',
    )
    expect(exitCode).toBe(130)
    const answer = JSON.parse(stdout)
    expect(answer.error.kind).toBe('interrupted')
    expect(answer.record).toMatchObject({ outcome: 'interrupted', publication: null })
    expect(stderr).toMatch(/Ctrl-C again/)
    expect(await runSql(server.url, schemasOf)).toEqual(schemas)
    expect(await digestsOfAll(staging.url)).toEqual(old)

    const twice = await interrupted('restore', 2, 'run', ...flags, '--chunk-rows', '15')
    expect(twice.exitCode).toBe(130)
    expect(await digestsOfAll(staging.url)).toEqual(old)
    await succeed('run', ...flags)
    expect((await digestsOfAll(staging.url)).products).not.toBe(old.products)
  })
})

describe('an interruption', () => {
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

  it('waits for the end of what is not to be left half-done, and takes what that achieved', async () => {
    const controller = new AbortController()
    const work = withoutInterruption(controller.signal, async () => {
      controller.abort(new InterruptedError())
      await wait(30)
      return 'published'
    })
    expect(await unlessInterrupted(controller.signal, work)).toBe('published')
  })

  it('ends what goes on after that, and what has not begun never begins', async () => {
    const controller = new AbortController()
    const ended: string[] = []
    const work = async () => {
      await withoutInterruption(controller.signal, async () => {
        controller.abort(new InterruptedError())
        await wait(30)
        ended.push('first')
      })
      await wait(30)
      await withoutInterruption(controller.signal, async () => ended.push('second'))
    }
    await expect(unlessInterrupted(controller.signal, work())).rejects.toThrow(InterruptedError)
    await wait(60)
    expect(ended).toEqual(['first'])
  })
})

/** Runs a command and sends it SIGINT, as often as asked, once its progress names the step. */
function interrupted(step: string, times: number, ...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, ['cli/bin.js', ...args])
  const text = { stdout: '', stderr: '' }
  let sent = 0
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (piece: Buffer) => {
      text[name] += piece
      if (name !== 'stderr' || !text.stderr.includes(step) || sent >= times) return
      child.kill('SIGINT')
      sent++
    })
  return new Promise((resolve) => child.once('close', (code) => resolve({ exitCode: code ?? -1, ...text })))
}
