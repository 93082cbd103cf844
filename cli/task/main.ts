import type { NightmaskError } from '../../shared/errors.ts'
import type { RunRef } from '../../shared/steps/run-ref.ts'
import { displayOn } from '../display/display.ts'
import { exitCodeOf } from '../exit-codes.ts'
import { explain } from '../failure.ts'
import { listenForInterruption } from '../interruption.ts'
import { taskSetting } from './open-task.ts'
import { preflightTask } from './preflight-task.ts'
import { runTask } from './run-task.ts'

// The composition root of the task on AWS. It stands in the deployed bundle as cli/run/task.js, so that the worker is where it is looked for.
const display = displayOn(process.stderr)
const signal = listenForInterruption((text) => display.note(text))
process.on('uncaughtException', (error) => process.exit(end(error)))
const failure = await (process.env.PREFLIGHT ? preflightTask((text) => display.note(text)) : night()).catch(explain)
// Sockets and threads may be open still.
process.exit(failure ? end(failure) : exitCodeOf('done'))

function night(): Promise<NightmaskError | null> {
  return runTask(JSON.parse(taskSetting('RUN')) as RunRef, { progress: display, signal })
}

function end(error: unknown): number {
  display.close()
  const told = explain(error)
  process.stderr.write(`nightmask: ${told.message}\n`)
  return exitCodeOf(told.kind)
}
