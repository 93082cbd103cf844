import { CommanderError } from 'commander'
import type { Answer } from './answer.ts'
import { displayOn } from './display/display.ts'
import { lookOf } from './display/look.ts'
import { exitCodeOf } from './exit-codes.ts'
import { explain, failureJson, failureLines } from './failure.ts'
import { listenForInterruption } from './interruption.ts'
import { createProgram } from './program.ts'

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const display = displayOn(process.stderr)
const signal = listenForInterruption((text) => display.note(text))
process.exitCode = await main(process.argv.slice(2))
// What was interrupted may hold sockets and threads open.
if (signal.aborted) process.exit()

/** Runs one command to its answer and returns the exit code. Standard output gets the answer, standard error all else. */
async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json')
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
  display.close()
  return answer ? tell(answer, json) : exitCodeOf('usage')
}

function tell(answer: Answer, json: boolean): number {
  const lines = json ? [JSON.stringify(answer.json)] : answer.lines(lookOf(process.stdout))
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
