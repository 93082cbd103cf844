import type { FailureKind } from '../shared/errors.ts'

interface ExitCode {
  readonly kind: FailureKind | 'done'
  readonly code: number
  readonly meaning: string
  /** What a person does about it. */
  readonly next: string
}

/** The one table of exit codes: `--help`, the README and the process agree with it. */
export const exitCodes: readonly ExitCode[] = [
  { kind: 'done', code: 0, meaning: 'done', next: '' },
  {
    kind: 'failed',
    code: 1,
    meaning: 'failed',
    next: 'Put right what is named and run again.',
  },
  {
    kind: 'usage',
    code: 2,
    meaning: 'wrong usage or configuration',
    next: '`nightmask COMMAND --help` shows the flags; docs/policy.md explains the files.',
  },
  {
    kind: 'uncovered',
    code: 3,
    meaning: 'the policy does not cover the schema',
    next: 'Nothing was written. Classify what is named in the policy, ask `nightmask plan`, then run again.',
  },
  {
    kind: 'refused',
    code: 4,
    meaning: 'verification refused to publish',
    next: 'Nothing was published. Answer every finding in the policy, then run again.',
  },
  {
    kind: 'unsafe-target',
    code: 5,
    meaning: 'unsafe target',
    next: 'Nothing was written. Point --staging at an empty schema, or at one that nightmask published.',
  },
  { kind: 'interrupted', code: 130, meaning: 'interrupted', next: 'Run again when it suits you.' },
]

export function exitCodeOf(kind: ExitCode['kind']): number {
  return entryOf(kind).code
}

export function nextStepAfter(kind: FailureKind): string {
  return entryOf(kind).next
}

/** The table as the last lines of `--help`. */
export function describeExitCodes(): string {
  const rows = exitCodes.map(({ code, meaning }) => `  ${String(code).padEnd(4)} ${meaning}`)
  return ['Exit codes:', ...rows].join('\n')
}

function entryOf(kind: ExitCode['kind']): ExitCode {
  return exitCodes.find((entry) => entry.kind === kind)!
}
