import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeEachServer, runSql } from '../setup/servers.ts'
import { auditFlags, recordsOf, served, words } from './left-behind.ts'
import { nightmask, type Outcome, overheard } from './nightmask.ts'
import { succeed } from './shop.ts'
import { freshSmall } from './small.ts'

describeEachServer('every run and every change of staging', (server) => {
  it('leaves a record although nobody listens any more: a closed standard error ends no run', async () => {
    const shop = await freshSmall(server)
    const { exitCode, signal } = await deafRun('run', ...shop.flags)
    expect([exitCode, signal]).toEqual([0, null])
    expect(recordsOf(shop)).toMatchObject([{ outcome: 'published', serves: { runId: await served(shop) } }])
  })

  it('is not begun where no record could be written: neither a run nor a rollback', async () => {
    const shop = await freshSmall(server)
    mkdirSync(join(shop.folder, 'artifacts'))
    writeFileSync(join(shop.folder, 'artifacts', 'audit'), 'in the way')
    for (const command of ['run', 'rollback']) {
      const { exitCode, stderr } = await nightmask(command, ...shop.flags)
      expect([exitCode, words(stderr)]).toEqual([1, expect.stringContaining('so nothing was begun')])
    }
    expect(await runSql(shop.staging.url, 'SHOW TABLES')).toEqual([])
    expect(readdirSync(join(shop.folder, 'artifacts'))).toEqual(['audit'])
  })

  it('that finds no room for its record says so, keeps it, and the next run writes it as it was signed', async () => {
    const shop = await freshSmall(server)
    const audit = join(shop.folder, 'artifacts', 'audit')
    const { exitCode, stderr } = await meddled('publish …', () => {
      renameSync(audit, `${audit}-before`)
      writeFileSync(audit, 'in the way')
    })('run', ...shop.flags)
    expect([exitCode, words(stderr)]).toEqual([
      1,
      expect.stringMatching(
        /record of \S+ could not be written: .* It is kept in .* Staging was read to serve this run/,
      ),
    ])
    rmSync(audit)
    renameSync(`${audit}-before`, audit)
    await succeed('run', ...shop.flags)
    expect(recordsOf(shop).map(({ outcome }) => outcome)).toEqual(['published', 'published'])
    await succeed('audit', 'verify', ...auditFlags(shop), '--key-file', join(shop.folder, 'key'))
  })

  it('is a record of its own for a rollback: signed, chained, with who, why, from, to and what staging serves', async () => {
    const shop = await freshSmall(server)
    await succeed('run', ...shop.flags)
    const first = await served(shop)
    await succeed('run', ...shop.flags)
    const second = await served(shop)
    expect(words(await succeed('rollback', ...shop.flags, '--reason', 'orders are empty'))).toContain(
      `went from run ${second} to run ${first}`,
    )
    const rollback = recordsOf(shop).find(({ kind }) => kind === 'rollback')
    expect(rollback).toMatchObject({
      outcome: 'rolled-back',
      by: expect.stringContaining('@'),
      change: { from: second, to: first, reason: 'orders are empty' },
      serves: { runId: first },
      signature: { algorithm: 'Ed25519' },
    })
    await succeed('audit', 'verify', ...auditFlags(shop), '--key-file', join(shop.folder, 'key'))
    // Who asks about the night is shown the night, and what came after it.
    expect(words(await succeed('audit', 'show', ...auditFlags(shop)))).toMatch(
      new RegExp(`run ${second}.*After it rolled back to run ${first} by`),
    )
    expect(words(await succeed('plan', ...shop.flags))).toContain(
      `Staging serves run ${first}, not run ${second}, which was published last: it was rolled back by`,
    )
  })

  it('is missed where it left none: staging that was changed behind the records is told by plan and verify', async () => {
    const shop = await freshSmall(server)
    await succeed('run', ...shop.flags)
    const own = await served(shop)
    expect(words(await succeed('verify', ...shop.flags))).not.toContain('Staging serves')
    await runSql(shop.staging.url, "UPDATE nightmask_marker SET run_id = 'somebody-elses'")
    expect(words(await succeed('plan', ...shop.flags))).toContain(
      'Staging serves run somebody-elses, which no record here describes.',
    )
    const { stdout } = await nightmask('verify', ...shop.flags, '--run', own)
    expect(words(stdout)).toContain('Staging serves run somebody-elses')
  })
})

/** A run whose standard error nobody reads any more after its first line: `nightmask run 2>&1 | head -1`. */
function deafRun(...args: string[]): Promise<{ exitCode: number | null; signal: string | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['cli/bin.js', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    child.stderr.once('data', () => child.stderr.destroy())
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }))
  })
}

/** Does something, once, as soon as the progress of a command says a text. */
function meddled(text: string, meddle: () => void): (...args: string[]) => Promise<Outcome> {
  let isDone = false
  const heard = (told: string) => {
    if (isDone || !told.includes(text)) return
    isDone = true
    meddle()
  }
  return (...args) => overheard(heard, ...args)
}
