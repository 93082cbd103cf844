import { spawn } from 'node:child_process'
import { InterruptedError } from '../../shared/errors.ts'
import type { CommandEnd } from '../../shared/steps/migrate.ts'

const outputBytes = 256 * 1024
const graceMilliseconds = 5000

/**
 * Runs a command of the shell, with nothing to read. It and all that it started is ended when its time is over, or with InterruptedError when
 * `signal` aborts. Only the end of its output is kept, line by line.
 */
export async function runCommand(
  command: string,
  env: Readonly<Record<string, string>>,
  minutes: number,
  signal: AbortSignal,
): Promise<CommandEnd> {
  const child = spawn('/bin/sh', ['-c', command], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let output = ''
  const keep = (text: string) => {
    output = (output + text).slice(-outputBytes)
  }
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', keep)
  let isLate = false
  let insisting: NodeJS.Timeout | undefined
  const end = () => {
    killGroup(child.pid, 'SIGTERM')
    insisting ??= setTimeout(() => killGroup(child.pid, 'SIGKILL'), graceMilliseconds)
  }
  const late = setTimeout(() => {
    isLate = true
    end()
  }, minutes * 60_000)
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  try {
    const code = await new Promise<number>((resolve) => {
      child.on('error', () => resolve(127))
      child.on('close', (code) => resolve(code ?? 128))
    })
    if (signal.aborted) throw new InterruptedError()
    return { exitCode: isLate ? null : code, output: output.split('\n') }
  } finally {
    clearTimeout(late)
    clearTimeout(insisting)
    signal.removeEventListener('abort', end)
  }
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // It has ended by itself.
  }
}
