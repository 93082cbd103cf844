import { describe, expect, it } from 'vitest'
import { draftPolicy } from '../../../shared/drafting/draft-policy.ts'
import { nationalIds } from '../../../shared/masking/numbers/national-ids.ts'
import { knownNames } from '../../../shared/masking/text/known-names.ts'
import { describeRule } from '../../../shared/policy/file/describe-rule.ts'
import type { Table } from '../../../shared/schema/schema.ts'
import { schema, table, unique } from '../policy/describe-schema.ts'

const names = await knownNames('en')

/** The rules of a draft as `table.column: rule`, but for what is kept. */
function rules(tables: readonly Table[], cells: Record<string, Record<string, string[]>>): string[] {
  const samples = new Map(Object.entries(cells).map(([name, columns]) => [name, new Map(Object.entries(columns))]))
  const draft = draftPolicy(schema(...tables), samples, names, 'en', new Map())
  return draft.tables.flatMap((of) =>
    of.columns.flatMap(({ column, rule }) =>
      rule?.mask === 'keep' ? [] : [`${of.table}.${column}: ${rule ? describeRule(rule) : 'undecided'}`],
    ),
  )
}

describe('a drafted policy', () => {
  it('gives columns of one name and kind one rule and one domain, however different their values', () => {
    const readers = table('readers', { id: 'int', cardnumber: 'varchar(16)' }, { uniqueKeys: [unique('cardnumber')] })
    const loans = table('loans', { id: 'int', cardnumber: 'varchar(32)' })
    const drafted = rules([readers, loans], {
      readers: { cardnumber: ['AB77', 'STAFF', '20000000000017'] },
      loans: { cardnumber: ['20000000000017', '20000000000025'] },
    })
    expect(drafted).toEqual(['readers.cardnumber: hash', 'loans.cardnumber: hash'])
  })

  it('gives a copy under another name the rule of what it copies, also a column of last names', () => {
    const surnames = ['Quillon', 'Umber', 'Hask', 'Tarn', 'Veld', 'Moorcroft']
    const members = table('members', { id: 'int', last_name: 'varchar(60)', passnr: 'varchar(20)' })
    const crews = table('crews', { id: 'int', label: 'varchar(60)', colour: 'varchar(20)' })
    const drafted = rules([members, crews], {
      members: { last_name: surnames },
      crews: { label: surnames.slice(1), colour: ['red', 'blue', 'green', 'grey', 'black'] },
    })
    expect(drafted).toEqual(['members.last_name: last_name', 'members.passnr: digits', 'crews.label: last_name'])
  })

  it('keeps the form of network addresses and UUIDs in columns of every type, unique or not', () => {
    const texts = ['203.0.113.7', '2001:db8::1', '198.51.100.3']
    const visits = table(
      'visits',
      {
        id: 'int',
        ip: 'varchar(45)',
        ip_number: 'int unsigned',
        ip_packed: 'varbinary(16)',
        last_ip: 'inet6',
        ip_hash: 'char(64)',
      },
      { uniqueKeys: [unique('ip'), unique('ip_packed')] },
    )
    const devices = table('devices', { id: 'int', device_id: 'uuid', push_token: 'char(36)' })
    const hashes = ['a'.repeat(64), 'b'.repeat(64)]
    const drafted = rules([visits, devices], {
      visits: { ip: texts, ip_number: ['3405803783'], last_ip: texts, ip_hash: hashes },
      devices: { push_token: ['c56a4180-65aa-42ec-a945-5fd21dec0538'] },
    })
    expect(drafted).toEqual([
      'visits.ip: network_address',
      'visits.ip_number: network_address',
      'visits.ip_packed: network_address',
      'visits.last_ip: network_address',
      'visits.ip_hash: hash',
      'devices.device_id: uuid',
      'devices.push_token: uuid',
    ])
  })

  it('gives the parts of one address in a row one invented address, and leaves a row with two alone', () => {
    const columns = { street: 'varchar(80)', street2: 'varchar(80)', city: 'varchar(60)', postcode: 'varchar(12)' }
    const people = table('customers', { id: 'int', ...columns, country: 'char(2)' })
    const [billing, shipping] = ['billing', 'shipping'].map((of) => ({
      [`${of}_street`]: 'varchar(80)',
      [`${of}_city`]: 'varchar(60)',
    }))
    const two = table('orders', { id: 'int', ...billing, ...shipping })
    const drafted = rules([people, two], {
      customers: {
        street: ['7 Quill Lane', '9 Hask Road'],
        city: ['Marrowfield', 'Tarnstead'],
        postcode: ['QM1 7ZZ', 'TN2 9YY'],
      },
    })
    expect(drafted).toEqual([
      'customers.street: { mask: address, part: street }',
      'customers.street2: { mask: faker, method: location.streetAddress }',
      'customers.city: { mask: address, part: city }',
      'customers.postcode: { mask: address, part: postal_code }',
      'orders.billing_street: { mask: faker, method: location.streetAddress }',
      'orders.billing_city: { mask: faker, method: location.city }',
      'orders.shipping_street: { mask: faker, method: location.streetAddress }',
      'orders.shipping_city: { mask: faker, method: location.city }',
    ])
  })

  it('gives official numbers of a country, known by their check digits, others of that country', () => {
    const check = nationalIds.ES.check
    const spanish = Array.from({ length: 9 }, (_, n) => `1234${n}078`).map((body) => `${body}-${check(body)}`)
    const people = table('members', { id: 'int', dni: 'varchar(12)', national_id: 'varchar(12)' })
    const drafted = (numbers: readonly string[]) =>
      rules([people], { members: { national_id: [...numbers] } }).find((rule) => rule.includes('national_id'))
    expect(drafted(spanish)).toBe('members.national_id: { mask: national_id, country: ES }')
    expect(drafted([...spanish, '12345078-A'])).toBe('members.national_id: digits')
    expect(drafted(spanish.slice(0, 5))).toBe('members.national_id: digits')
  })
})
