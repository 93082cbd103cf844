import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandOf } from '../../bench/command.ts'
import { freshFolder, type Outcome } from '../e2e/nightmask.ts'

describe('the demo', () => {
  it('publishes, shows before and after, and leaves the record but no database', async () => {
    const folder = freshFolder()
    const { exitCode, stdout, stderr } = await demo(folder, null, '--json')
    expect(stderr).toMatch(/^publish: /m)
    expect(exitCode).toBe(0)
    const { recordPath, record, beforeAfter } = JSON.parse(stdout)
    expect(record).toMatchObject({ outcome: 'published', edgeCases: expect.arrayContaining([expect.anything()]) })
    expect(existsSync(recordPath)).toBe(true)
    expect(recordPath).toContain(join(folder, '.nightmask', 'demo'))
    expect(databasesOf(folder)).toEqual([])
    expect(beforeAfter.length).toBeGreaterThan(0)
    for (const row of beforeAfter)
      for (const { name, before, after } of row) {
        const isKept = name === 'users.id' || name === 'orders placed'
        expect([name, after === before]).toEqual([name, isKept])
      }
  })

  // What becomes of an interrupted run is test/cli/interruption.test.ts's.
  it('leaves no database after Ctrl-C, as soon as there is one', async () => {
    const folder = freshFolder()
    const { exitCode, stdout } = await demo(folder, 'generate')
    expect([exitCode, databasesOf(folder)]).toEqual([130, []])
    expect(stdout).not.toMatch(/Published/)
  })
})

function demo(folder: string, interruptAt: string | null, ...flags: string[]): Promise<Outcome> {
  mkdirSync(join(folder, 'tmp'))
  const env = { ...process.env, TMPDIR: join(folder, 'tmp') }
  const child = spawn(process.execPath, [resolve(commandOf('.')), 'demo', ...flags], { cwd: folder, env })
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (piece: Buffer) => {
    text.stdout += piece
  })
  child.stderr.on('data', (piece: Buffer) => {
    text.stderr += piece
    if (interruptAt && text.stderr.includes(`${interruptAt} …`)) child.kill('SIGINT')
    if (interruptAt && text.stderr.includes(`${interruptAt} …`)) interruptAt = null
  })
  return new Promise((done) => child.once('close', (code) => done({ exitCode: code ?? -1, ...text })))
}

function databasesOf(folder: string): string[] {
  return readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('nightmask-db-'))
}
