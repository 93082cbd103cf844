import { expect, it } from 'vitest'
import { knownNames } from '../../../shared/masking/known-names.ts'
import { rehearsedDraft } from '../../../shared/verification/rehearsed-draft.ts'
import { schema, table, unique } from '../policy/describe-schema.ts'

const names = await knownNames('en')
const people = ['Ana de la Cruz', 'Bo van der Berg', 'Li Wei Chen', 'Jo von Stein']
const sites = [
  'https://cruz.example/~ana',
  'https://berg.example/',
  'https://li-wei.example/me',
  'https://stein.example/jo',
]
const users = table('users', { id: 'int', full_name: 'varchar(80)', user_url: 'varchar(200)' })
const posts = table(
  'posts',
  {
    id: 'int',
    headline: 'varchar(200)',
    slug: 'varchar(200)',
    link: 'varchar(200)',
    note: 'text',
    colour: 'varchar(20)',
    post_password: 'varchar(200) not null',
  },
  { uniqueKeys: [unique('slug')] },
)
const samples = new Map([
  [
    'users',
    new Map([
      ['id', ['1', '2', '3', '4']],
      ['full_name', people],
      ['user_url', sites],
    ]),
  ],
  [
    'posts',
    new Map([
      ['id', ['1', '2', '3', '4']],
      ['headline', ['Spring is here', 'We meet Ana de la Cruz today', 'Summer is here', null]],
      ['slug', ['spring', 'bo-van-der-berg-2', 'summer', 'autumn']],
      ['link', ['https://shop.example/1', sites[1]!, 'https://shop.example/2', null]],
      ['note', [`${'long '.repeat(40)} seen on ${sites[0]} yesterday`, null, null, null]],
      ['colour', ['red', 'green', 'red', null]],
      ['post_password', ['', '', '', 'sesame']],
    ]),
  ],
])
const { tables } = rehearsedDraft(schema(users, posts), samples, names, 'en')
const drafted = Object.fromEntries(tables[1]!.columns.map(({ column, rule, finding }) => [column, { rule, finding }]))

it('masks what repeats a real value where the leak check would find it: within names of pages, addresses and sentences', () => {
  const rules = Object.entries(drafted).map(([column, { rule }]) => [column, rule?.options.method ?? rule?.mask])
  expect(Object.fromEntries(rules)).toEqual({
    id: 'keep',
    headline: 'word.words',
    slug: 'hash',
    link: 'internet.url',
    note: 'free_text',
    colour: 'keep',
    post_password: 'constant',
  })
})

it('says of which column, and never a value', () => {
  const told = Object.values(drafted).map(({ finding }) => finding?.because ?? '')
  expect(told).toContain('1 of 4 sampled values hold one of users.full_name')
  for (const value of [...people, ...sites]) expect(told.join()).not.toContain(value)
})

it('takes a password off where most rows have none, so that nobody is locked out', () => {
  expect(drafted.post_password?.rule?.options).toEqual({ value: '' })
})
