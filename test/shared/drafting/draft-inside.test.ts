import { describe, expect, it } from 'vitest'
import { draftPolicy } from '../../../shared/drafting/draft-policy.ts'
import { uncoveredLeaves } from '../../../shared/drafting/inside/uncovered-leaves.ts'
import { knownNames } from '../../../shared/masking/text/known-names.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { describeRule } from '../../../shared/policy/file/describe-rule.ts'
import { parsePolicy } from '../../../shared/policy/file/parse-policy.ts'
import { writePolicy } from '../../../shared/policy/file/write-policy.ts'
import { schema, table } from '../policy/describe-schema.ts'

const names = await knownNames('en')

function drafted(type: string, values: readonly string[]) {
  const orders = table('orders', { id: 'int', extra: `${type} not null` })
  const samples = new Map([['orders', new Map([['extra', values]])]])
  const draft = draftPolicy(schema(orders), samples, names, 'en', new Map())
  const rule = draft.tables[0]!.columns.find(({ column }) => column === 'extra')!.rule!
  const { columns } = parsePolicy(writePolicy(draft, 'policy.schema.json'), 'policy.yaml', transformers).tables
    .orders as { columns: Record<string, Parameters<typeof describeRule>[0]> }
  // What the options of faker are when nothing is said.
  expect(describeRule(columns.extra!).replaceAll(', args: []', '')).toBe(describeRule(rule))
  return describeRule(rule)
}

it('what rules inside values keep although it seems personal is told by its path, unless it is meant', () => {
  const orders = table('orders', { id: 'int', kind: 'varchar(9)', extra: 'json' })
  const value = (mail: string) => JSON.stringify({ owner: { email: mail, phone: '+49 30 1234567' }, n: 1, cc: mail })
  const cells = [value('odalys@brook.example'), value('thandeka@brook.example')]
  const samples = new Map([
    [
      'orders',
      new Map([
        ['extra', cells],
        ['kind', ['a', 'b']],
      ]),
    ],
  ])
  const uncovered = (rule: string) => {
    const text = `version: 1\ntables: { orders: { id: keep, kind: keep, extra: ${rule} } }`
    const policy = parsePolicy(text, 'policy.yaml', transformers)
    return uncoveredLeaves(schema(orders), samples, policy, names).map(
      ({ place, path, kind }) => `${place} ${path} ${kind}`,
    )
  }
  const rule = (more: string, rest = 'keep') =>
    `{ mask: json, paths: { $.owner.email: email${more} }, otherwise: ${rest} }`
  expect(uncovered(rule(''))).toEqual(['orders.extra $.owner.phone phone', 'orders.extra $.cc email'])
  expect(uncovered(rule(', $.cc: keep, $..phone: phone'))).toEqual([])
  expect(uncovered(rule('', '{ keep: "all of it is public" }'))).toEqual([])
  expect(uncovered(`{ by: kind, rules: { a: ${rule(', $.cc: email')} }, otherwise: keep }`)).toEqual([
    'orders.extra $.owner.phone phone',
  ])
})

describe('a draft for structures with personal values', () => {
  it('replaces them at their paths, items of lists taken together, and keeps everything else', () => {
    const order = (first: string, last: string, mail: string) =>
      JSON.stringify({
        currency: 'EUR',
        buyer: { first_name: first, last_name: last, email: mail, vip: true },
        lines: [{ sku: 'A-1', note: 'blue' }],
        ship: [
          { street: '12 Mill Lane', zip: '12345' },
          { street: '9 Elm Road', zip: '54321' },
        ],
        raw: JSON.stringify({ owner_email: mail, n: 1 }),
      })
    const rule = drafted('json', [
      order('Odalys', 'Vandersloot', 'odalys@brook.example'),
      order('Thandeka', 'Oduya', 'thandeka@brook.example'),
      '{}',
    ])
    expect(rule).toContain('{ mask: json, paths: { "$.buyer.first_name": first_name')
    expect(rule).toContain('"$.buyer.last_name": last_name, "$.buyer.email": email')
    expect(rule).toContain('"$.ship[*].street": { mask: faker, method: location.streetAddress }')
    expect(rule).toContain('"$.raw": { mask: json, paths: { "$.owner_email": email }, otherwise: keep }')
    expect(rule).toMatch(/otherwise: keep \}$/)
    expect(rule).not.toMatch(/currency|vip|sku|note/)
  })

  it('reads serialised PHP in the same way, and takes names that are numbers together', () => {
    const person = (id: number, name: string) => `i:${id};a:1:{s:9:"last_name";s:${name.length}:"${name}";}`
    const values = ['Vandersloot', 'Oduya'].map((name, at) => `a:1:{s:6:"people";a:1:{${person(at + 700, name)}}}`)
    expect(drafted('longtext', values)).toBe(
      '{ mask: php_serialized, paths: { "$.people[*].last_name": last_name }, otherwise: keep }',
    )
  })

  it('empties them as before where somebody is a key, or values are of no one format', () => {
    const keyed = [
      '{"by":{"odalys@brook.example":{"last_name":"Vandersloot"}}}',
      '{"by":{"t@brook.example":{"last_name":"Oduya"}}}',
    ]
    expect(drafted('json', keyed)).toBe('{ mask: constant, value: "{}" }')
    const mixed = ['{"last_name":"Vandersloot"}', 'a:1:{s:9:"last_name";s:5:"Oduya";}', '{"last_name":"Oduya"}']
    expect(drafted('longtext', mixed)).toBe('{ mask: constant, value: "" }')
  })
})
