import { InterruptedError } from '../shared/errors.ts'
import { exitCodeOf } from './exit-codes.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const words = {
  stopping: 'Stopping and cleaning up; press Ctrl-C again to stop at once.',
  finishing: 'Staging is being changed, which cannot be left half-done: waiting for its end, some seconds.',
  patience:
    'Still waiting: the change of staging ends by itself within a minute. Press Ctrl-C once more to leave all the same.',
  atOnce: 'Stopped at once. What staging holds was not read: the next `nightmask run` reads it and cleans up.',
  leaving:
    'Left while staging was being changed. What it holds was not read: the next `nightmask run` or `nightmask rollback` reads it and puts it right.',
}

/** Works that are not to be left half-done, and who waits for their end. */
const uninterrupted = { works: 0, waiting: [] as (() => void)[] }

/**
 * The first Ctrl-C or termination signal aborts, so that the command cleans up; the second ends the process at once. While staging is being
 * changed the second says only that, and the third ends the process.
 */
export function listenForInterruption(say: (text: string) => void): AbortSignal {
  const controller = new AbortController()
  let patience = false
  const heard = () => {
    const changing = uninterrupted.works > 0
    if (!controller.signal.aborted) {
      say(changing ? words.finishing : words.stopping)
      controller.abort(new InterruptedError())
    } else if (changing && !patience) {
      say(words.patience)
      patience = true
    } else {
      say(changing ? words.leaving : words.atOnce)
      process.exit(exitCodeOf('interrupted'))
    }
  }
  for (const signal of signals) process.on(signal, heard)
  return controller.signal
}

/** An interruption ends the wait, whatever they were at; but what is not to be left half-done comes to its end first. */
export async function unlessInterrupted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => {
    if (uninterrupted.works > 0) uninterrupted.waiting.push(abort)
    else reject(new InterruptedError())
  }
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** Work that an interruption waits for. It does not begin after one. */
export async function withoutInterruption<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  signal.throwIfAborted()
  uninterrupted.works++
  try {
    return await work()
  } finally {
    uninterrupted.works--
    // Whoever awaits this work goes on first: what it has achieved counts.
    if (uninterrupted.works === 0) setImmediate(interruptWaiting)
  }
}

function interruptWaiting(): void {
  for (const abort of uninterrupted.waiting.splice(0)) abort()
}
