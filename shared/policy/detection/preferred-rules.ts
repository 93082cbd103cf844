import type { Column } from '../../schema/schema.ts'
import type { Rule } from '../rule.ts'
import type { PersonalKind } from './finding.ts'

export type Suggestion = Pick<Rule, 'mask' | 'options' | 'originals' | 'inside'>

/** Rules for a kind of personal data, the best first; each may fail its proof on a column, so the last are the plainest. */
export function preferredRules(kind: PersonalKind, column: Column): readonly Suggestion[] {
  if (column.kind === 'enum') return [rule('shuffle'), ...plainest(column)]
  if (column.kind === 'json') return [rule('null'), rule('constant', { value: '{}' })]
  if (column.kind === 'geometry') return [rule('point'), rule('null')]
  if (column.kind === 'temporal') return [...dates(column), ...plainest(column)]
  if (column.kind === 'integer' && kind === 'birth_date')
    return [faker('number.int', { min: 1940, max: 2005 }), ...plainest(column)]
  if (/^(tinyint\(1\)|bit\(1\))/.test(column.columnType)) return [rule('shuffle'), ...plainest(column)]
  return [...forValues[kind], ...plainest(column)]
}

const forValues: Readonly<Record<PersonalKind, readonly Suggestion[]>> = {
  email: [rule('email'), rule('hash')],
  phone: [rule('digits'), rule('phone')],
  first_name: [rule('first_name'), rule('username'), rule('hash')],
  last_name: [rule('last_name'), rule('username'), rule('hash')],
  full_name: [rule('full_name'), rule('last_name'), rule('username'), rule('hash')],
  username: [rule('username'), rule('hash')],
  password: [rule('password', { value: 'staging-only' }), rule('hash'), rule('constant', { value: '' })],
  secret: [rule('hash'), rule('username')],
  national_id: [rule('digits'), rule('hash'), rule('username')],
  bank_account: [rule('digits'), rule('hash')],
  card_number: [rule('digits'), rule('hash')],
  network_address: [rule('network_address'), faker('internet.ipv4'), rule('hash')],
  street: [faker('location.streetAddress'), rule('hash')],
  city: [faker('location.city'), rule('hash')],
  region: [faker('location.state'), rule('hash')],
  postal_code: [faker('location.zipCode'), rule('digits'), rule('hash')],
  latitude: [faker('location.latitude'), rule('null')],
  longitude: [faker('location.longitude'), rule('null')],
  location: [rule('null'), rule('constant', { value: '' }), rule('hash')],
  birth_date: [rule('null'), rule('constant', { value: '1980-01-01' })],
  gender: [rule('null'), rule('constant', { value: '' })],
  sensitive: [rule('null'), rule('constant', { value: '' })],
  picture: [rule('null'), rule('constant', { value: '' })],
  web_address: [faker('internet.url'), rule('hash')],
  income: [faker('number.int', { min: 20_000, max: 120_000 }), rule('digits')],
  company: [rule('company'), faker('company.name'), rule('hash')],
  free_text: [rule('free_text')],
  prose: [rule('free_text')],
  // Originals of these two are reported and not refused where they are kept: they are in catalogues too.
  public_name: [faker('book.author'), rule('hash')],
  echo: [faker('word.words'), rule('hash')],
  structured: [rule('null'), rule('constant', { value: '' }), rule('constant', { value: '{}' })],
}

function dates({ dataType }: Column): Suggestion[] {
  if (dataType === 'time') return []
  return [faker('date.birthdate')]
}

/** What nearly always works: NULL, else one value for all. */
function plainest(column: Column): Suggestion[] {
  const value = ['text', 'binary'].includes(column.kind) ? '' : column.kind === 'temporal' ? '2000-01-01' : 0
  return [rule('null'), rule('constant', { value })]
}

function faker(method: string, ...args: readonly unknown[]): Suggestion {
  return rule('faker', { method, ...(args.length > 0 ? { args } : {}) })
}

function rule(mask: string, options: Rule['options'] = {}): Suggestion {
  return { mask, options }
}
