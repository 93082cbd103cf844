import { performance } from 'node:perf_hooks'
import type { WriteStream } from 'node:tty'
import type { Progress } from '../progress.ts'
import { lookOf } from './look.ts'
import { plainProgress } from './plain-progress.ts'
import { terminalProgress } from './terminal-progress.ts'

/** Progress that is shown somewhere and has to end before anything else is written there. */
export interface Display extends Progress {
  /** Ends the display; a step that is still under way did not finish. */
  close(): void
}

/** Live on a terminal, plain lines everywhere else. */
export function displayOn(stream: NodeJS.WritableStream | WriteStream, verbose = false): Display {
  const display = shownOn(stream)
  return verbose ? { ...display, detail: display.note } : display
}

function shownOn(stream: NodeJS.WritableStream | WriteStream): Display {
  const now = () => performance.now()
  if ('isTTY' in stream && stream.isTTY && process.env.TERM !== 'dumb')
    return terminalProgress(stream, () => lookOf(stream), now)
  return plainProgress((line) => void stream.write(`${line}\n`), now)
}
