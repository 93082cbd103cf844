import { columnsIn } from '../masking/proofs/masked-column.ts'
import { addressWithin } from '../masking/text/ip-address.ts'
import type { PersonalKind } from '../policy/detection/finding.ts'
import { preferredRules, type Suggestion } from '../policy/detection/preferred-rules.ts'
import type { Column, Table } from '../schema/schema.ts'
import { isSalt, suggestPasswords } from './suggest-password.ts'

/** Rules for a column, the best first, as its sampled values and its CHECKs suggest. Each is still to be proven. */
export function suggestRules(
  kind: PersonalKind,
  table: Table,
  column: Column,
  sample: readonly (string | null)[],
): Suggestion[] {
  const values = sample.filter((value) => value !== null && value !== '') as string[]
  const rules = [
    ...(holdsUuids(column, values) ? [uuid] : []),
    ...(kind === 'password' && isSalt(column) ? suggestPasswords(table, column, values) : []),
    ...(isMostlyEmpty(sample) && ['password', 'secret'].includes(kind) ? [empty] : []),
    ...(kind === 'password' ? suggestPasswords(table, column, values) : []),
    ...preferredRules(kind, column),
  ]
  return [...rules.filter((rule) => suits(rule, column, values)), ...literals(table, column)]
}

/** A protection that most rows do not have, as a password of posts, is taken off: everybody would be locked out else. */
function isMostlyEmpty(sample: readonly (string | null)[]): boolean {
  const texts = sample.filter((value) => value !== null)
  return texts.filter((value) => value === '').length * 2 > texts.length
}

const empty: Suggestion = { mask: 'constant', options: { value: '' } }

const uuid: Suggestion = { mask: 'uuid', options: {} }

function holdsUuids({ dataType }: Column, values: readonly string[]): boolean {
  const written = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i
  const hyphened = values.some((value) => value.includes('-'))
  return dataType === 'uuid' || (hyphened && values.every((value) => written.test(value)))
}

function suits({ mask, options }: Suggestion, column: Column, values: readonly string[]): boolean {
  // Where values have no spaces, as in addresses of pages and file names, words with spaces would break what reads them.
  if (options.method === 'word.words') return values.filter((value) => /\s/.test(value)).length * 2 > values.length
  // Digests of addresses are none.
  if ((mask === 'network_address' || options.method === 'internet.ipv4') && column.kind === 'text')
    return values.filter((value) => value.match(addressWithin)).length * 2 >= values.length
  if (mask !== 'digits') return true
  const digitsOf = (value: string) => value.replaceAll(/\D/g, '').length
  // Letters would stay as they are.
  return values.every((value) => digitsOf(value) >= value.replaceAll(/[^\p{L}\d]/gu, '').length / 2)
}

/** What a CHECK on the column names in quotes, such as a list of codes: one of them for everybody. */
function literals(table: Table, column: Column): Suggestion[] {
  return table.checks
    .filter(({ expression }) => columnsIn(expression, table).includes(column.name))
    .flatMap(({ expression }) => [...expression.matchAll(/'([^'\\]+)\\?'/g)])
    .map(([, value]) => ({ mask: 'constant', options: { value: value ?? '' } }))
}
