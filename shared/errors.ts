// Every failure on one page. A message says what, where and what to do; it never holds a value of the source.
import { meaningOf } from './server-errors.ts'

/** Why a command ended; `cli/exit-codes.ts` turns it into the exit code. */
export type FailureKind = 'failed' | 'usage' | 'uncovered' | 'refused' | 'unsafe-target' | 'interrupted'

/** One thing wrong with a file. `line` is 1-based, null when it belongs to none; `column` is the one that it speaks of. */
export interface FileProblem {
  readonly file: string
  readonly line: number | null
  readonly text: string
  readonly column?: { readonly table: string; readonly column: string }
}

/** The parent of every failure that nightmask itself explains. `message` is one clear sentence, or one per problem. */
export class NightmaskError extends Error {
  readonly kind: FailureKind

  constructor(kind: FailureKind, message: string) {
    super(message)
    this.name = new.target.name
    this.kind = kind
  }

  /** The same error with one more sentence at its end. */
  telling(sentence: string): this {
    this.message = `${this.message.replace(/[.:;]?$/, '.')} ${sentence}`
    return this
  }
}

/** Something went wrong on the way: a lost connection, a full disk, a table that changed. Exit 1. */
export class RunFailedError extends NightmaskError {
  constructor(message: string) {
    super('failed', message)
  }
}

/** The server goes on with what it was asked for; whoever asks again waits for it. Only functions meet it: Lambda ends them. */
export class UnfinishedError extends RunFailedError {}

/** What is asked for is still being made by somebody else; whoever asks comes again. Only functions meet it. */
export class NotYetError extends RunFailedError {}

/** A wrong flag, file or setting. The message lists all problems at once; `problems` are those of a file, one by one. Exit 2. */
export class UsageError extends NightmaskError {
  readonly problems: readonly FileProblem[]

  constructor(message: string, problems: readonly FileProblem[] = []) {
    super('usage', message)
    this.problems = problems
  }
}

/** What is at hand was made under another key than the one that is to be used. Exit 2. */
export class OtherKeyError extends UsageError {}

/** The policy leaves columns of the schema unclassified. Exit 3. */
export class UncoveredError extends NightmaskError {
  readonly problems: readonly FileProblem[]

  constructor(message: string, problems: readonly FileProblem[] = []) {
    super('uncovered', message)
    this.problems = problems
  }
}

/** Verification found a leak, a broken key or something it could not check. Exit 4. */
export class RefusedError extends NightmaskError {
  /** Lines for policy.yaml that answer it. */
  readonly answers: readonly string[]

  constructor(message: string, answers: readonly string[] = []) {
    super('refused', message)
    this.answers = answers
  }
}

/** A database user lacks privileges that are needed. Exit 1. */
export class MissingPrivilegesError extends RunFailedError {
  /** The GRANT statements that an administrator of the server runs. */
  readonly statements: readonly string[]

  constructor(message: string, statements: readonly string[]) {
    super(message)
    this.statements = statements
  }
}

/** The target did not prove that it is staging. Exit 5. */
export class UnsafeTargetError extends NightmaskError {
  constructor(message: string) {
    super('unsafe-target', message)
  }
}

/** Ctrl-C or a termination signal. Exit 130. */
export class InterruptedError extends NightmaskError {
  constructor() {
    super('interrupted', 'Interrupted.')
  }
}

/** A database error as coordinates: number, SQLSTATE and place. The driver's own message quotes values and is dropped. */
export class DatabaseError extends NightmaskError {
  readonly place: string
  readonly errno: number
  readonly sqlState: string

  constructor(place: string, errno: number, sqlState: string) {
    const meaning = meaningOf(errno)
    super('failed', `${place}: the server answered error ${errno} (${sqlState}${meaning ? `: ${meaning}` : ''})`)
    this.place = place
    this.errno = errno
    this.sqlState = sqlState
  }

  /** The same error with what was at work, such as `table orders, its indexes`. */
  during(work: string): DatabaseError {
    return new DatabaseError(`${this.place}, ${work}`, this.errno, this.sqlState)
  }
}

/** `name: 2 problems — a; b`, the way every list of problems is told. */
export function listProblems(subject: string, problems: readonly string[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return `${subject}: ${count} — ${problems.join('; ')}`
}
