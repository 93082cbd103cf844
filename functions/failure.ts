import type { AuditEvent } from './events.ts'

/** A failure as people read it: the kind that our functions throw, or AWS's own name, and one sentence. */
export interface Told {
  readonly kind: string
  readonly sentence: string
}

type Failure = NonNullable<AuditEvent['failure']>

const kinds = ['Failed', 'Usage', 'Uncovered', 'Refused', 'UnsafeTarget', 'Interrupted']
const longestSentence = 1000

// How Step Functions ends an execution in which nothing failed.
const ends: Readonly<Record<string, string>> = {
  TIMED_OUT: 'The run took longer than its workflow may; redrive it, or raise deploy.readers and deploy.writers.',
  NotYet: 'Rows were waited for longer than a night may take: their chunk was not read.',
  ABORTED: 'Somebody stopped the run; start another when it suits you.',
}

/** `ofChunk` is the first failure that a map has written down; the map itself only says that there were some. */
export function tell(failure: Failure, ofChunk: Failure | null): Told {
  if (isOfMap(failure) && ofChunk) return tell(ofChunk, null)
  const sentence = messageIn(failure.cause)
  if (kinds.includes(failure.error)) return { kind: failure.error, sentence }
  const ended = ends[failure.error]
  if (ended) return { kind: failure.error, sentence: ended }
  return { kind: failure.error, sentence: `AWS ended the run with ${failure.error}. ${sentence}`.trim() }
}

/** Whether only what a map has written down says why. */
export function isOfMap({ error }: Failure): boolean {
  return error === 'States.ExceedToleratedFailureThreshold' || error === 'States.BranchFailed'
}

// Lambda wraps an error of ours in JSON; AWS's own causes are text. Neither holds a value: ours never do, AWS's never see one.
function messageIn(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown }
    return typeof errorMessage === 'string' ? errorMessage : ''
  } catch {
    return cause.slice(0, longestSentence)
  }
}
