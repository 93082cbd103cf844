import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommandLine } from '../../cli/command-line.ts'
import { displayOn } from '../../cli/display/display.ts'
import { afterFile } from '../setup/take-down.ts'
import { HeardText } from './heard-text.ts'

export interface Outcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line as a user would, but in this process, which has read its modules already. */
export function nightmask(...argv: string[]): Promise<Outcome> {
  return overheard(() => undefined, ...argv)
}

/** The same; `heard` is given all of standard error that was said so far, whenever something is said. */
export async function overheard(heard: (told: string) => void, ...argv: string[]): Promise<Outcome> {
  const [stdout, stderr] = [new HeardText(), new HeardText(heard)]
  const display = displayOn(stderr, argv.includes('--verbose'))
  const exitCode = await runCommandLine({ argv, stdout, stderr, display, signal: new AbortController().signal })
  return { exitCode, stdout: stdout.text, stderr: stderr.text }
}

/** Runs it in a process of its own, and SIGKILLs that as soon as its progress names the step. */
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
