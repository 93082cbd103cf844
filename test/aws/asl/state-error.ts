import type { Json } from './definition.ts'

/** A failure as the language knows it: a name that Retry and Catch compare, and a text. */
export class StateError extends Error {
  readonly error: string
  override readonly cause: string

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`)
    this.error = error
    this.cause = cause
  }

  /** What a Catch finds in `$states.errorOutput`. */
  get output(): { readonly Error: string; readonly Cause: string } {
    return { Error: this.error, Cause: this.cause }
  }
}

// "States.ALL" does not match these two, and they end the execution.
const terminal = ['States.DataLimitExceeded', 'States.Runtime']

/** Whether a Retrier or Catcher speaks of this error. `States.TaskFailed` stands for all that a task may say except a timeout. */
export function matches(errorEquals: readonly string[], { error }: StateError): boolean {
  return errorEquals.some((name) => {
    if (name === error) return true
    if (terminal.includes(error)) return false
    return name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout')
  })
}

const payloadBytes = 256 * 1024

/** The value, unless it is larger than a state may take in or hand on. */
export function withinLimit<Value extends Json>(value: Value, place: string): Value {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '')
  if (bytes <= payloadBytes) return value
  throw new StateError('States.DataLimitExceeded', `${place}: ${bytes} bytes are more than the ${payloadBytes} allowed`)
}
