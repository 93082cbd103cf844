import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterFile } from '../setup/take-down.ts'

export interface Outcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line as a user would, in a process of its own. */
export function nightmask(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['cli/bin.js', ...args], { maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    )
  })
}

/** The same, but SIGKILLs the process as soon as its progress names the step. */
export function killedIn(step: string, ...args: string[]): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['cli/bin.js', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr.on('data', (text: Buffer) => {
      if (text.toString().includes(step)) child.kill('SIGKILL')
    })
    child.once('close', () => resolve())
  })
}

/** A folder for policy, key and artifacts that is removed after the file's tests. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-test-'))
  afterFile(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Flags of a run that needs no configuration file. */
export function runFlags(
  source: string,
  staging: string,
  folder: string,
  policy = join(folder, 'policy.yaml'),
): string[] {
  return [
    '--source',
    source,
    '--staging',
    staging,
    '--policy',
    policy,
    '--artifacts',
    join(folder, 'artifacts'),
    '--key-file',
    join(folder, 'key'),
  ]
}
