import type { TaskNote } from '../shared/audit/task-note.ts'
import type { AuditEvent } from './events.ts'

type Failure = NonNullable<AuditEvent['failure']>

/** How a build ended that could not say so itself. */
const ends: Readonly<Record<string, (reached: string) => Failure>> = {
  STOPPED: (reached) => interrupted(`Somebody stopped the task in ${reached}; start another night when it suits you.`),
  TIMED_OUT: (reached) =>
    failed(
      `The task was not done within its hours, and ended in ${reached}; raise deploy.task.hours, or deploy.task.size.`,
    ),
  FAILED: lost,
  FAULT: lost,
}

/**
 * The failure of a run whose work was a task, in the task's own words where it has left some. The workflow knows no more than how the
 * build ended.
 */
export function failureOfTask(failure: Failure, note: TaskNote | null): Failure {
  // What is no build's end happened round the task, or to the workflow.
  const [, status = ''] = /"BuildStatus"\s*:\s*"(\w+)"/.exec(failure.cause) ?? []
  if (!ends[status]) return failure
  if (!note) return failed(`The task could not begin: its build ended as ${status}. The log of the build says why.`)
  if (note.failure) return { error: nameOf(note.failure.kind), cause: note.failure.message }
  return ends[status](note.reached)
}

function lost(reached: string): Failure {
  return failed(
    `The task ended in ${reached} without a word: its machine was lost, or its memory was full. Its log says how far it came; deploy.task.size names a larger machine.`,
  )
}

function failed(cause: string): Failure {
  return { error: 'Failed', cause }
}

function interrupted(cause: string): Failure {
  return { error: 'Interrupted', cause }
}

// As functions name their errors, by which workflows decide.
function nameOf(kind: string): string {
  return kind.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
}
