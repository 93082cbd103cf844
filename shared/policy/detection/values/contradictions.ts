import type { Column } from '../../../schema/schema.ts'
import type { PersonalKind } from '../finding.ts'
import { salutations } from '../names/salutations.ts'
import { looks } from './looks.ts'

/**
 * Why a column that is called like a personal one is no such, null when its sampled values do not say so. `values` are not empty.
 * A word to a reader of the policy: `its values are flags`.
 */
export function contradiction(kind: PersonalKind, column: Column, values: readonly string[]): string | null {
  if (values.length === 0) return null
  if (!toleratesFlags.has(kind) && column.kind !== 'enum' && values.every((value) => flag.test(value)))
    return 'its values are flags'
  const judge = judges[kind]
  if (!judge) return null
  const [fits, share, reason] = judge
  const distinct = [...new Set(values)]
  if (distinct.length < fewestJudged && lenient.has(kind)) return null
  return distinct.filter((value) => fits(value, column)).length < distinct.length * share ? reason : null
}

// Two texts of one word prove nothing.
const fewestJudged = 3
const lenient: ReadonlySet<PersonalKind> = new Set(['free_text', 'prose'])

type Judge = readonly [fits: (value: string, column: Column) => boolean, share: number, reason: string]

const flag = /^(?:[01yn]|yes|no|true|false|on|off|t|f)$/i
const toleratesFlags: ReadonlySet<PersonalKind> = new Set(['gender', 'sensitive', 'free_text', 'income', 'latitude'])

const digits = (value: string) => value.replaceAll(/\D/g, '').length
const isDigest = (value: string) => /^[0-9a-f]{32,128}$/i.test(value)
/** Codes, paths, markup and settings: nothing that a person is called or where one lives. */
const isMachine = (value: string) =>
  /[<>{}%\\|=$]|:\/\/|^[/.]|^[a-z]:\d|\w\/\w+\.\w|^[A-Z]+(?:_[A-Z0-9]+)+$|^[a-z]+(?:_[a-z0-9]+)+$|^[a-z]+[A-Z]\w+$|\.(?:php|html?|js|css|png|gif|jpe?g|xml|pdf)$/.test(
    value,
  )
const isNumber = (value: string) => /^-?[\d.,\s]+$/.test(value)
const isName = (value: string) => !isMachine(value) && !isNumber(value)
const workflow =
  /^(?:new|open|opened|draft|pending|pending[ _]\w+|processing|in[ _]progress|active|inactive|enabled|disabled|queued|running|started|ready|paid|unpaid|shipped|delivered|complete|completed|done|finished|closed|cancell?ed|holded|on[ _]hold|failed|rejected|accepted|approved|published|archived|deleted|confirmed|expired|requested|initial|submitted)$/i
/** Places begin with a capital: a state in small letters is one of a process. */
const isInSmallLetters = (value: string) => /^[\p{Ll}_ ]+$/u.test(value)

const name: Judge = [isName, 0.5, 'its values are codes, not names']
const place: Judge = [
  (value) => !isMachine(value) && !workflow.test(value) && !isInSmallLetters(value),
  0.5,
  'where things stand or codes, not where somebody lives',
]
const number: Judge = [(value) => digits(value) >= 2 && value.length >= 3, 0.5, 'its values are no such numbers']

const judges: Partial<Record<PersonalKind, Judge>> = {
  email: [(value) => value.includes('@') || isDigest(value), 0.01, 'none of its values is an e-mail address'],
  phone: [isDialled, 0.3, 'its values are no phone numbers'],
  first_name: name,
  last_name: name,
  full_name: name,
  public_name: name,
  username: [(value) => !/[<>{}\\]|:\/\//.test(value), 0.5, 'its values are no user names'],
  password: [(value) => value.length >= 3 && !/\s/.test(value), 0.5, 'its values are no passwords'],
  secret: [(value) => value.length > 4, 0.5, 'its values are too short to be secrets'],
  national_id: number,
  card_number: number,
  bank_account: number,
  network_address: [isAddress, 0.3, 'its values are no network addresses'],
  city: [(value) => isName(value) && !workflow.test(value), 0.5, place[2]],
  region: place,
  street: [(value) => !isMachine(value), 0.5, 'its values are codes, not addresses'],
  postal_code: [(value) => /\d/.test(value) && value.length <= 12, 0.3, 'its values are no postal codes'],
  web_address: [(value) => /\w\.\w/.test(value), 0.1, 'its values are no web addresses'],
  company: name,
  gender: [(value) => value.length <= 20 && !(isNumber(value) && Number(value) > 9), 0.5, 'its values tell no gender'],
  birth_date: [(value) => digits(value) >= 4 && !/^0000/.test(value), 0.1, 'its values are no dates'],
  latitude: [(value) => Math.abs(Number.parseFloat(value)) <= 90, 0.9, 'its values are no positions'],
  longitude: [(value) => Math.abs(Number.parseFloat(value)) <= 180, 0.9, 'its values are no positions'],
  free_text: [isWritten, 0.3, 'its values are single words and codes, no text'],
  prose: [isWritten, 0.3, 'its values are single words and codes, no text'],
}

function isDialled(value: string): boolean {
  if (isDigest(value)) return true
  const count = digits(value)
  return count >= 5 && count <= 16 && count >= value.replaceAll(/[^\p{L}\d]/gu, '').length / 2
}

function isAddress(value: string, { kind }: Column): boolean {
  if (kind === 'integer') return digits(value) >= 7 || value.startsWith('-')
  if (kind === 'binary') return Buffer.byteLength(value) <= 48
  return looks.network_address(value) || isDigest(value) || /^[0-9a-f.:x*/]{3,}$/i.test(value) || /\w\.\w/.test(value)
}

function isWritten(value: string): boolean {
  return /\S\s+\S/.test(value.trim()) && !/^[{[<]|^[aOs]:\d+:/.test(value)
}

/** Mr and Mrs among a column's values tell a gender, whatever the column is called. */
export function tellsGender(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => salutations.has(value.toLowerCase().replaceAll(/[.\s]/g, '')))
}
