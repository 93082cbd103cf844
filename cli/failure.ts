import { CommanderError } from 'commander'
import { MissingPrivilegesError, NightmaskError, RefusedError, RunFailedError, UsageError } from '../shared/errors.ts'
import { wrap } from './display/columns.ts'
import type { Look } from './display/look.ts'
import { nextStepAfter } from './exit-codes.ts'
import { describeForeignError } from './run/thread-error.ts'

/** Any error as one that nightmask explains; foreign ones lose their message, which may quote values. */
export function explain(error: unknown): NightmaskError {
  if (error instanceof NightmaskError) return error
  if (error instanceof CommanderError) return new UsageError(commanderSentence(error))
  return new RunFailedError(describeForeignError(error))
}

/** What `--json` prints of a failure. */
export function failureJson(failure: NightmaskError): {
  readonly error: { kind: string; message: string; answers?: readonly string[]; statements?: readonly string[] }
} {
  const { kind, message } = failure
  const answers = failure instanceof RefusedError ? failure.answers : []
  const statements = failure instanceof MissingPrivilegesError ? { statements: failure.statements } : {}
  return { error: { kind, message, ...(answers.length > 0 ? { answers } : {}), ...statements } }
}

/** A terminal is no place for thirty. */
const problemsShown = 10

/** What a person reads of a failure: the sentence, then what to do. */
export function failureLines(failure: NightmaskError, { width, paint }: Look): string[] {
  // Some sentences name the command that helps themselves.
  const next = failure.message.includes('`nightmask ') ? '' : nextStepAfter(failure.kind)
  return [
    ...problemLines(failure.message, width, (text) => paint('red', text)),
    ...(failure instanceof RefusedError ? answerLines(failure, width) : []),
    ...(failure instanceof MissingPrivilegesError ? statementLines(failure, width) : []),
    ...wrap(next, width).map((line) => paint('dim', line)),
  ]
}

/** Never broken into lines: they are pasted as they are. */
function answerLines({ answers }: RefusedError, width: number): string[] {
  if (answers.length === 0) return []
  const what = 'Mask what tells something about somebody. What does not may stand by these lines of policy.yaml:'
  return ['', ...wrap(what, width), '', ...answers, '']
}

function statementLines({ statements }: MissingPrivilegesError, width: number): string[] {
  return ['', ...wrap('An administrator of that server grants it so:', width), '', ...statements, '']
}

// A list of problems (`listProblems`) has one line for each, so that thirty of them can be worked through.
function problemLines(message: string, width: number, paint: (text: string) => string): string[] {
  const [subject, problems] = /^(.*?: \d+ problems) — (.*)$/s.exec(message)?.slice(1) ?? []
  if (!subject || !problems) return wrap(`nightmask: ${message}`, width).map(paint)
  const all = problems.split('; ')
  const left = all.length - problemsShown
  const shown = left > 0 ? [...all.slice(0, problemsShown), `and ${left} more, in the record and with --json`] : all
  const each = shown.flatMap((problem) => {
    const [first = '', ...rest] = wrap(problem, width - 4)
    return [`  - ${first}`, ...rest.map((line) => `    ${line}`)]
  })
  return [paint(`nightmask: ${subject}`), ...each]
}

// With `commander.help` the help is on standard error already.
function commanderSentence({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'A command is missing: name one of those above.'
  const [sentence = '', hint] = message.replace(/^error: /, '').split('\n')
  const capital = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`.replace(/\.$/, '')
  return `${capital}.${hint ? ` ${hint.replace(/^\((.*)\)$/, '$1')}` : ''}`
}
