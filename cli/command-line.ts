import { CommanderError } from 'commander'
import type { Answer } from './answer.ts'
import type { Display } from './display/display.ts'
import { lookOf } from './display/look.ts'
import { exitCodeOf } from './exit-codes.ts'
import { explain, failureJson, failureLines } from './failure.ts'
import { createProgram } from './program.ts'

/** Where a command is heard and what it is told. Standard output gets the answer, standard error all else. */
export interface CommandLine {
  readonly argv: readonly string[]
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
  /** Shown on standard error. */
  readonly display: Display
  /** Aborted by the first Ctrl-C or termination signal. */
  readonly signal: AbortSignal
}

/** Runs one command to its answer and returns the exit code. */
export async function runCommandLine(line: CommandLine): Promise<number> {
  const { argv, stdout, stderr, display, signal } = line
  let answer: Answer | null = null
  try {
    const output = {
      writeOut: (text: string) => void stdout.write(text),
      writeErr: (text: string) => void stderr.write(text),
    }
    const answered = (given: Answer) => {
      answer = given
    }
    const program = createProgram({ progress: display, signal }, answered, output)
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodeOf('done')
    return endWith(line, error)
  }
  return answer ? end(line, answer) : exitCodeOf('done')
}

/** Tells what ended the command otherwise than by its answer. */
export function endWith(line: CommandLine, error: unknown): number {
  const failure = explain(error)
  return end(line, { json: failureJson(failure), lines: () => [], failure })
}

function end({ argv, stdout, stderr, display }: CommandLine, answer: Answer): number {
  if (!answer.failure) display.done()
  display.close()
  const lines = argv.includes('--json')
    ? [JSON.stringify(answer.json)]
    : answer.lines(lookOf(stdout, argv.includes('--verbose')))
  stdout.write(lines.map((text) => `${text}\n`).join(''))
  const { failure } = answer
  if (!failure) return exitCodeOf('done')
  stderr.write(`${failureLines(failure, lookOf(stderr)).join('\n')}\n`)
  return exitCodeOf(failure.kind)
}
