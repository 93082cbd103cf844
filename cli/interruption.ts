import { InterruptedError } from '../shared/errors.ts'
import { exitCodeOf } from './exit-codes.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The first Ctrl-C or termination signal aborts, so that the command cleans up; the second ends the process at once. */
export function listenForInterruption(say: (text: string) => void): AbortSignal {
  const controller = new AbortController()
  for (const signal of signals)
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCodeOf('interrupted'))
      say('Stopping and cleaning up; press Ctrl-C again to stop at once.')
      controller.abort(new InterruptedError())
    })
  return controller.signal
}

/** For commands that leave nothing behind: an interruption ends the wait, whatever they were at. */
export async function unlessInterrupted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(new InterruptedError())
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
