import { CommanderError } from 'commander'
import type { Answer } from './answer.ts'
import { displayOn } from './display/display.ts'
import { lookOf } from './display/look.ts'
import { exitCodeOf } from './exit-codes.ts'
import { explain, failureJson, failureLines } from './failure.ts'
import { listenForInterruption } from './interruption.ts'
import { createProgram } from './program.ts'

// What cannot be told any more changes nothing of the work: a reader that has seen enough (`head`), a terminal that is gone, a full
// disk under a log. The run goes on to its audit record; only an answer that could not be given whole is a failure.
process.stderr.on('error', () => undefined)
let isAnswered = true
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  isAnswered = false
  process.exitCode ||= exitCodeOf('failed')
})

const verbose = process.argv.includes('--verbose')
const display = displayOn(process.stderr, verbose)
const signal = listenForInterruption((text) => display.note(text))
// What nobody awaited: Node itself would print its message, which may quote values.
process.on('uncaughtException', (error) => process.exit(end(failed(error))))
const json = process.argv.includes('--json')
const code = await main(process.argv.slice(2))
process.exitCode = code || isAnswered ? code : exitCodeOf('failed')
// What was interrupted may hold sockets and threads open.
if (signal.aborted) process.exit()

/** Runs one command to its answer and returns the exit code. Standard output gets the answer, standard error all else. */
async function main(argv: readonly string[]): Promise<number> {
  let answer: Answer | null = null
  try {
    const program = createProgram({ progress: display, signal }, (given) => {
      answer = given
    })
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    answer = failed(error)
  }
  return answer ? end(answer) : exitCodeOf('done')
}

function end(answer: Answer): number {
  if (!answer.failure) display.done()
  display.close()
  const lines = json ? [JSON.stringify(answer.json)] : answer.lines(lookOf(process.stdout, verbose))
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
  const { failure } = answer
  if (!failure) return exitCodeOf('done')
  process.stderr.write(`${failureLines(failure, lookOf(process.stderr)).join('\n')}\n`)
  return exitCodeOf(failure.kind)
}

function failed(error: unknown): Answer {
  const failure = explain(error)
  return { json: failureJson(failure), lines: () => [], failure }
}
