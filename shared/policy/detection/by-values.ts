import type { Column } from '../../schema/schema.ts'
import type { Finding, PersonalKind } from './finding.ts'
import { hidesPerson, looks, mentionsPerson } from './looks.ts'
import { type KnownNames, looksLikeName } from './person-words.ts'
import { holdsPersonalKeys, isStructured } from './structured.ts'

/** What sampled values say of a column, null when nothing. Only how many and what they look like is told, never a value. */
export function detectByValues(column: Column, sample: readonly (string | null)[], names: KnownNames): Finding | null {
  if (!['text', 'binary', 'json'].includes(column.kind)) return null
  const values = sample.filter((value) => value !== null && value.trim() !== '').map((value) => value!.trim())
  if (values.length === 0) return null
  const told = (hits: number, what: string) => `${hits} of ${values.length} sampled values ${what}`
  for (const [kind, share, what] of wholes) {
    const hits = values.filter(looks[kind]).length
    if (hits >= values.length * share) return { kind, because: told(hits, `look like ${what}`) }
  }
  const inside = values.filter(
    (value) => isStructured(value) && (holdsPersonalKeys(value) || mentionsPerson(value)),
  ).length
  if (inside > 0) return { kind: 'structured', because: told(inside, 'hold personal values in a structure') }
  const hidden = values.filter(hidesPerson).length
  if (hidden > 0) return { kind: 'secret', because: told(hidden, 'hold personal values in base64') }
  const mentions = values.filter(mentionsPerson).length
  if (mentions > 0) return { kind: 'free_text', because: told(mentions, 'mention an e-mail address or a phone number') }
  return column.kind === 'text' ? detectNames(values, names, told) : null
}

/** Kinds whose values are known as a whole, with the share of values that is enough. */
const wholes: readonly (readonly [PersonalKind & keyof typeof looks, number, string])[] = [
  ['email', 0.5, 'e-mail addresses'],
  ['network_address', 0.5, 'network addresses'],
  ['password', 0.3, 'password hashes'],
  ['secret', 0.3, 'tokens'],
  ['bank_account', 0.3, 'bank accounts with right check digits'],
  ['card_number', 0.5, 'card numbers with right check digits'],
  ['national_id', 0.6, 'official numbers'],
  ['location', 0.6, 'geographic positions'],
  ['phone', 0.5, 'phone numbers'],
]

// Fewer different values than that prove nothing.
const fewestNames = 5

function detectNames(
  values: readonly string[],
  names: KnownNames,
  told: (hits: number, what: string) => string,
): Finding | null {
  const distinct = [...new Set(values.map((value) => value.toLowerCase()))]
  if (distinct.length < fewestNames) return null
  for (const [kind, share, what] of [
    ['full_name', 0.4, 'names of people'],
    ['first_name', 0.6, 'first names'],
    ['last_name', 0.6, 'last names'],
  ] as const) {
    const hits = distinct.filter((value) => looksLikeName(value, kind, names)).length
    if (hits >= distinct.length * share)
      return {
        kind,
        because: told(
          values.filter((value) => looksLikeName(value.toLowerCase(), kind, names)).length,
          `look like ${what}`,
        ),
      }
  }
  return null
}
