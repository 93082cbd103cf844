import { type CommandLine, endWith, runCommandLine } from './command-line.ts'
import { displayOn } from './display/display.ts'
import { exitCodeOf } from './exit-codes.ts'
import { listenForInterruption } from './interruption.ts'

// What cannot be told any more changes nothing of the work: a reader that has seen enough (`head`), a terminal that is gone, a full
// disk under a log. The run goes on to its audit record; only an answer that could not be given whole is a failure.
process.stderr.on('error', () => undefined)
let isAnswered = true
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  isAnswered = false
  process.exitCode ||= exitCodeOf('failed')
})

const { stdout, stderr } = process
const argv = process.argv.slice(2)
const display = displayOn(stderr, argv.includes('--verbose'))
const signal = listenForInterruption((text) => display.note(text))
const line: CommandLine = { argv, stdout, stderr, display, signal }
// What nobody awaited: Node itself would print its message, which may quote values.
process.on('uncaughtException', (error) => process.exit(endWith(line, error)))
const code = await runCommandLine(line)
process.exitCode = code || isAnswered ? code : exitCodeOf('failed')
// What was interrupted may hold sockets and threads open.
if (signal.aborted) process.exit()
