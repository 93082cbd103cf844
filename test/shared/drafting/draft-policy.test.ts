import { describe, expect, it } from 'vitest'
import { draftPolicy } from '../../../shared/drafting/draft-policy.ts'
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
})
