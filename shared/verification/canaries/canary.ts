import { createHash } from 'node:crypto'
import type { ColumnPlan } from '../../policy/plan.ts'

/** The invented originals of a run, other ones in every run, as if a column of each kind were masked. */
export interface CanaryValues {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly login: string
  readonly id: string
  readonly card: string
  readonly street: string
  readonly passage: string
}

/** How each of them is masked. */
export const canaryRules: Readonly<Record<keyof CanaryValues, ColumnPlan['rule']>> = {
  name: rule('full_name'),
  email: rule('email'),
  phone: rule('phone'),
  login: rule('username'),
  id: rule('digits'),
  card: rule('card'),
  street: rule('faker', { method: 'location.streetAddress' }),
  passage: rule('free_text'),
}

/** A scratch row that hides one of them. */
export interface Canary {
  /** The kind, as the record and the documentation call it. */
  readonly name: string
  /** Whether the search promises to find it: the run fails when it does not. Of others the record says that they are not searched for. */
  readonly promised: boolean
  readonly text?: string
  readonly json?: string
  readonly bytes?: Uint8Array
  readonly number?: string
  /** A first and a last name in two columns. */
  readonly apart?: readonly [string, string]
}

/** A row without any original: if it is caught, the check cries wolf. */
export const controlCanary: Canary = { name: 'control', promised: false, text: 'Nothing to see here, dear reader.' }

const consonants = 'bdfgklmnprtvz'
const vowels = 'aio'

export function canaryValues(runId: string): CanaryValues {
  const digest = createHash('sha256').update(`canary ${runId}`).digest()
  let at = 0
  const pick = (from: string) => from[digest[at++ % digest.length]! % from.length]!
  const word = (syllables: number) => Array.from({ length: syllables }, () => pick(consonants) + pick(vowels)).join('')
  const digits = (length: number) => Array.from({ length }, () => pick('123456789')).join('')
  return {
    name: `Jö${word(3)} Mü${word(4)}`,
    email: `${word(3)}.${word(4)}@nest-${word(4)}.invalid`,
    phone: `+49 30 ${digits(8)}`,
    login: `${word(3)}${digits(3)}`,
    id: `${digits(3)}-${digits(2)}-${digits(6)}`,
    card: `5312 ${digits(4)} ${digits(4)} ${digits(4)}`,
    street: `Lö${word(4)}straße ${digits(3)}b`,
    passage: `${word(3)} ${word(4)} went ${word(3)} ${word(2)} ${word(3)} by ${word(4)} and ${word(3)} ${word(2)} at ${word(3)}`,
  }
}

function rule(mask: string, options: Readonly<Record<string, unknown>> = {}): ColumnPlan['rule'] {
  return { mask, options, domain: null, reason: null, line: null }
}
