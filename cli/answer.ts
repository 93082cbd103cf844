import type { NightmaskError } from '../shared/errors.ts'
import type { Look } from './display/look.ts'
import type { Progress } from './progress.ts'

/** What a command gets besides its flags. */
export interface Session {
  readonly progress: Progress
  /** Aborted by the first Ctrl-C or termination signal. */
  readonly signal: AbortSignal
}

/** What a command has to say at its end, once for a program and once for a person. */
export interface Answer {
  /** The value that `--json` prints. */
  readonly json: unknown
  /** Lines for standard output, as wide and as colourful as the look allows. */
  lines(look: Look): readonly string[]
  /** Why the command ended otherwise than hoped, null when it did not; it settles the exit code. */
  readonly failure: NightmaskError | null
}

/** Hands an answer over once the command is done. */
export type Give = (answer: Promise<Answer>) => Promise<void>
