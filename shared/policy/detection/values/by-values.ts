import type { Column } from '../../../schema/schema.ts'
import type { Finding, PersonalKind } from '../finding.ts'
import { type KnownNames, looksLikeName } from '../names/person-words.ts'
import { splitName } from '../names/split-name.ts'
import { tellsGender } from './contradictions.ts'
import { hidesPerson, looks, mentionsPerson } from './looks.ts'
import { holdsPersonalKeys, isStructured } from './structured.ts'

/** What the sampled values of a column say, null when nothing. Only how many and what they look like is told, never a value. */
export function detectByValues(column: Column, values: readonly string[], names: KnownNames): Finding | null {
  if (values.length === 0 || !['text', 'binary', 'json'].includes(column.kind)) return null
  return wholeValues(column, values) ?? insideValues(values, names) ?? namesAmong(column, values, names)
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

function wholeValues(column: Column, values: readonly string[]): Finding | null {
  for (const [kind, share, what] of wholes) {
    const hits = values.filter(looks[kind]).length
    if (hits < values.length * share || (kind === 'network_address' && isVersion(column, values))) continue
    return { kind, because: told(hits, values, `look like ${what}`) }
  }
  return null
}

/** `1.6.0.0` has the form of an address: the name or the small first numbers of all say that it is none. */
function isVersion({ name }: Column, values: readonly string[]): boolean {
  return (
    splitName(name).some((word) => /^(?:\w*version|release|build|ver|revision|firmware)$/.test(word)) ||
    values.every((value) => /^\d\./.test(value))
  )
}

// One value of many may mention somebody by chance, as a text for everybody mentions the house itself.
const fewestInside = 2
const shareInside = 0.1

function insideValues(values: readonly string[], names: KnownNames): Finding | null {
  const among = (holds: (value: string) => boolean) => {
    const hits = values.filter(holds)
    const areMany = new Set(hits).size >= fewestInside || (values.length > 1 && hits.length * 2 >= values.length)
    return areMany && hits.length >= values.length * shareInside ? hits.length : 0
  }
  const structured = among((value) => isStructured(value) && holdsPersonalKeys(value, names))
  if (structured > 0)
    return { kind: 'structured', because: told(structured, values, 'hold personal values in a structure') }
  const hidden = among(hidesPerson)
  if (hidden > 0) return { kind: 'secret', because: told(hidden, values, 'hold personal values in base64') }
  const mentions = among((value) => mentionsPerson(value) && !isTemplate(value))
  if (mentions > 0)
    return { kind: 'free_text', because: told(mentions, values, 'mention an e-mail address or a phone number') }
  return null
}

/** Texts with places to be filled in are for everybody. */
function isTemplate(value: string): boolean {
  return /\{\{?\s*[$\w.]+\s*\}?\}|%\w+%|\[\w+:\w+\]|<<\w+>>|<%/.test(value)
}

// Fewer different values than that prove nothing.
const fewestNames = 5

function namesAmong({ kind: columnKind }: Column, values: readonly string[], names: KnownNames): Finding | null {
  if (columnKind !== 'text') return null
  if (tellsGender(values)) return { kind: 'gender', because: told(values.length, values, 'say Mr or Mrs') }
  const distinct = [...new Set(values.map((value) => value.toLowerCase()))]
  if (distinct.length < fewestNames) return null
  for (const [kind, share, what] of [
    ['full_name', 0.4, 'names of people'],
    ['first_name', 0.6, 'first names'],
    ['last_name', 0.6, 'last names'],
  ] as const) {
    const fits = (value: string) => looksLikeName(value.toLowerCase(), kind, names)
    const hits = distinct.filter(fits)
    if (hits.length < distinct.length * share) continue
    // Colours, plants and months are names, too: where all of them are words, they are no people's.
    if (kind !== 'full_name' && hits.every((value) => names.common?.has(value))) continue
    return { kind, because: told(values.filter(fits).length, values, `look like ${what}`) }
  }
  return null
}

function told(hits: number, values: readonly string[], what: string): string {
  return `${hits} of ${values.length} sampled values ${what}`
}
